package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Impossible;

/**
 * GCRA for one replica, written down as plainly as it goes: no shares, no virtual time, one store. What {@link ShareLimiter}
 * has to decide with the whole share, and what stores are tried with.
 */
final class LocalLimiter implements Limiter {

    private final NanoClock clock;
    private final BucketStore store;

    /**
     * Decides by that clock on the buckets of that store.
     *
     * @param clock the clock the store goes by, too
     * @param store closed with this limiter
     */
    LocalLimiter(NanoClock clock, BucketStore store) {
        this.clock = clock;
        this.store = store;
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: >= 1)");
        }
        then.onDecision(decision(subject, quota, cost));
    }

    private Decision decision(SubjectKey subject, Quota quota, long cost) {
        long now = clock.nanoTime();
        if (cost > quota.burst()) {
            return new Impossible(quota, now, cost);
        }
        long interval = quota.emissionIntervalNanos();
        long costNanos = cost * interval;
        long capacityNanos = quota.burst() * interval;
        while (true) {
            long excess = store.charge(subject, now, costNanos, capacityNanos);
            if (excess <= 0) {
                return admitted(quota, now, -excess, interval);
            }
            // What stood in the way may have been admitted by a later reading of the clock than ours. A denial is dated
            // behind all that it is due to, so that it was inevitable at that instant; and if it no longer is, it is
            // none.
            long later = clock.nanoTime();
            if (excess != BucketStore.STALE && now + excess - later > 0) {
                return new Denied(quota, later, now + excess - later);
            }
            now = later;
        }
    }

    private static Admitted admitted(Quota quota, long now, long roomNanos, long interval) {
        long remaining = roomNanos / interval;
        long towardsNext = roomNanos - remaining * interval;
        return new Admitted(quota, now, remaining, remaining == quota.burst() ? 0 : interval - towardsNext);
    }

    @Override
    public Ledger ledger() {
        return store.ledger();
    }

    @Override
    public long cleanupCadenceNanos() {
        return store.cleanupCadenceNanos();
    }

    @Override
    public void close() {
        store.close();
    }
}
