package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Denied;
import io.watertight.ratelimit.Decision.Impossible;
import io.watertight.ratelimit.Decision.Unavailable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of one replica among several. It admits no more than its {@link Share} of each quota, and so all replicas
 * together admit no more than the quota, whoever comes and goes among them. With the whole share it is exact for one replica.
 * It answers before {@code decide} returns, on the caller's thread.
 *
 * <p>An admission tells what remains at this replica; a denial tells when this replica would admit the request if the
 * share stayed as it is. Each quota has buckets of its own, so a subject that is held to two of them has two.
 */
public final class ShareLimiter implements Limiter {

    /** Nobody knows when there will be fewer members. */
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final VirtualTime time;
    private final Supplier<BelowFloor> belowFloor;
    private final BucketsByQuota buckets;

    /**
     * Decides by that time.
     *
     * @param time what the replica's share makes of real time
     * @param belowFloor what becomes of requests that a share of the burst has no room for; asked when there is one
     * @param stores opens a store that goes by that clock, for the buckets of one quota; closed with this limiter
     */
    public ShareLimiter(VirtualTime time, Supplier<BelowFloor> belowFloor, Function<NanoClock, BucketStore> stores) {
        this.time = time;
        this.belowFloor = belowFloor;
        this.buckets = new BucketsByQuota(time, stores);
    }

    @Override
    public void quotas(Map<String, Quota> byName) {
        buckets.name(byName);
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: >= 1)");
        }
        then.onDecision(
                cost > quota.burst()
                        ? new Impossible(quota, time.clock().nanoTime(), cost)
                        : decision(subject, quota, cost * quota.emissionIntervalNanos()));
    }

    private Decision decision(SubjectKey subject, Quota quota, long costNanos) {
        QuotaBuckets of = buckets.of(quota);
        while (true) {
            Decision decision = decisionByOneReading(of, subject, quota, costNanos);
            if (decision != null) {
                return decision;
            }
        }
    }

    /** Null if the clock is to be read again. Readings do not leave this method, so the compiler keeps them off the heap. */
    private @Nullable Decision decisionByOneReading(QuotaBuckets of, SubjectKey subject, Quota quota, long costNanos) {
        VirtualClock.Reading now = of.clock().read();
        if (costNanos > now.capacityNanos()) {
            if (belowFloor.get() == BelowFloor.REFUSE) {
                return new Unavailable(quota, now.nowNanos(), REFUSED_NANOS);
            }
            of.allow(costNanos);
            return null;
        }
        long excess = charge(of, subject, now, costNanos);
        if (excess <= 0) {
            return admitted(quota, now, -excess);
        }
        if (excess == BucketStore.STALE) {
            return null;
        }
        // As for one replica: a denial is dated behind all that it is due to, and is none if it is no longer due.
        VirtualClock.Reading later = of.clock().read();
        long fits = now.earnedNanos() + excess;
        return fits - later.earnedNanos() > 0 ? new Denied(quota, later.nowNanos(), later.untilEarned(fits)) : null;
    }

    private static long charge(QuotaBuckets of, SubjectKey subject, VirtualClock.Reading now, long costNanos) {
        long room = now.roomNanos();
        // With no room at all no bucket has any, and a store is not to be asked for buckets of that capacity.
        return room == 0 ? costNanos : of.store().charge(subject, now.fullNanos(), costNanos, room);
    }

    private static Admitted admitted(Quota quota, VirtualClock.Reading now, long roomNanos) {
        long interval = quota.emissionIntervalNanos();
        long remaining = roomNanos / interval;
        long forNext = (remaining + 1) * interval;
        boolean mostThereCanBe = forNext > now.capacityNanos();
        long next = now.earnedNanos() + forNext - roomNanos;
        return new Admitted(quota, now.nowNanos(), remaining, mostThereCanBe ? 0 : now.untilEarned(next));
    }

    @Override
    public Ledger ledger() {
        return buckets.ledger();
    }

    @Override
    public long cleanupCadenceNanos() {
        return buckets.cleanupCadenceNanos();
    }

    @Override
    public void close() {
        buckets.close();
    }
}
