package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Impossible;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The limiter of all replicas together that asks less often: for a subject that comes often enough, units are charged in the
 * remote store in batches before they are used, the next batch before the last one is used up. So only a subject's first
 * requests wait for the store, and a store that goes away is noticed by them first.
 *
 * <p>A batch is dead {@code slack * D} after it was asked for, by this process's monotonic clock. What is spent within a
 * window was therefore charged within it or {@code slack * D} before, which bounds what all replicas together admit to
 * one subject in any window of length w: {@code burst + floor((w + slack * D) / T)}, that is {@code slack * burst} more than
 * an exact limiter, however many replicas join, leave, die or lose touch. Where {@code slack * burst} is below 1 there is
 * nothing to lease, and each request asks.
 */
public final class LeaseLimiter implements Limiter, RemoteUse {

    private static final int RETURNING_AT_ONCE = 64;
    private static final long RETURN_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final NanoClock clock;
    private final RemoteStore store;
    private final double slack;
    private final LeaseAccount account = new LeaseAccount();
    private final LeaseTable table;
    private final RemoteDecider decider;

    /**
     * Holds no lease yet.
     *
     * @param clock this process's clock
     * @param store closed with this limiter
     * @param outage whether the store answers; shared by all limiters on it
     * @param standIn decides meanwhile, before its {@code decide} returns; closed with this limiter
     * @param cap how many subjects may have leases or buckets here
     * @param slack the part of a burst that may be admitted in excess; above 0, at most 1
     * @throws IllegalArgumentException if slack is out of range
     */
    public LeaseLimiter(
            NanoClock clock, RemoteStore store, Outage outage, Limiter standIn, BucketCap cap, double slack) {
        this(
                clock,
                store,
                outage,
                standIn,
                slack,
                account -> new LeaseTable(clock, cap, account),
                new DenialMemo(clock.nanoTime()));
    }

    /** With another table and memory of denials, for tests that make many limiters and decide when there is a clean-up. */
    LeaseLimiter(
            NanoClock clock,
            RemoteStore store,
            Outage outage,
            Limiter standIn,
            double slack,
            Function<LeaseAccount, LeaseTable> newTable,
            DenialMemo memo) {
        if (!(slack > 0 && slack <= 1)) {
            throw new IllegalArgumentException("slack: " + slack + " (expected: > 0 and <= 1)");
        }
        this.clock = clock;
        this.store = store;
        this.slack = slack;
        this.table = newTable.apply(account);
        this.decider = new RemoteDecider(clock, store, outage, standIn, memo, new Leasing());
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: >= 1)");
        }
        long now = clock.nanoTime();
        if (cost > quota.burst()) {
            then.onDecision(new Impossible(quota, now, cost));
            return;
        }
        Lease lease = table.find(subject);
        if (lease == null || !lease.isFor(quota)) {
            decider.decide(subject, quota, cost, 0, now, then);
        } else if (lease.spend(cost, now, account)) {
            then.onDecision(RemoteDecider.admitted(quota, now, lease.roomWithUnits(now)));
            long units = lease.wanted(0, now);
            if (units > 0) {
                decider.refill(subject, quota, units, now);
            }
        } else {
            decider.decide(subject, quota, cost, lease.wanted(cost, now), now, then);
        }
    }

    @Override
    public void quotas(Map<String, Quota> byName) {
        decider.quotas(byName);
    }

    /** Enters what the store granted. */
    private final class Leasing implements RemoteDecider.Ahead {

        @Override
        public void onGranted(
                SubjectKey subject, Quota quota, long sentAt, long cost, long units, long room, long grant) {
            long mostAhead = (long) (slack * quota.burst());
            if (mostAhead < 1) {
                return;
            }
            long life = (long) (slack * quota.timeToFullNanos());
            table.enter(
                    subject,
                    quota,
                    () -> {
                        Lease lease = new Lease(quota, life, mostAhead, sentAt);
                        lease.asked(cost, sentAt);
                        return lease;
                    },
                    lease -> lease.granted(units, sentAt + life, grant, room, sentAt, account));
        }

        @Override
        public void onAnswered(SubjectKey subject) {
            Lease lease = table.find(subject);
            if (lease != null) {
                lease.answered();
            }
        }
    }

    /** Returns how many units are held unspent. */
    public long leased() {
        return account.unspent();
    }

    /** Returns how many units have died unspent: charged, and of no use to anybody. */
    public long lost() {
        return account.lost();
    }

    @Override
    public long remoteCalls() {
        return decider.calls();
    }

    @Override
    public long deniedLocally() {
        return decider.deniedHere();
    }

    /** Returns how many subjects have leases here. */
    public long leases() {
        return table.ledger().live();
    }

    /** Returns the books on leases and the stand-in's buckets together; the store's own buckets are not this replica's. */
    @Override
    public Ledger ledger() {
        return table.ledger().plus(decider.ledger());
    }

    @Override
    public long cleanupCadenceNanos() {
        return Math.max(table.cleanupCadenceNanos(), decider.cleanupCadenceNanos());
    }

    /**
     * Gives units that are still alive back, as far as the store takes them within two seconds, and closes store and
     * stand-in. Waits for that, so it is not for an event loop.
     */
    @Override
    public void close() {
        long until = clock.nanoTime() + RETURN_WITHIN_NANOS;
        Semaphore places = new Semaphore(RETURNING_AT_ONCE);
        table.close((subject, lease) -> lease.release(
                clock.nanoTime(),
                account,
                (quota, units, grant) -> giveBack(subject, quota, units, grant, places, until)));
        acquire(places, RETURNING_AT_ONCE, until);
        decider.close();
    }

    private void giveBack(SubjectKey subject, Quota quota, long units, long grant, Semaphore places, long until) {
        if (acquire(places, 1, until)) {
            store.giveBack(subject, quota.emissionIntervalNanos(), units, grant, places::release);
        }
    }

    private boolean acquire(Semaphore places, int count, long until) {
        try {
            return places.tryAcquire(count, until - clock.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
