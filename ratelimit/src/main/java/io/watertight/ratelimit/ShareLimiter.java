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
    private @Nullable Decision decisionByOneReading(QuotaBuckets of, SubjectKey subject, Quota quota, long askedNanos) {
        VirtualClock.Reading now = of.clock().read();
        long costNanos = atMostAll(askedNanos, now);
        if (exceeds(costNanos, now)) {
            return belowFloor.get() == BelowFloor.REFUSE
                    ? new Unavailable(quota, now.nowNanos(), REFUSED_NANOS)
                    : onCredit(of, subject, quota, askedNanos);
        }
        long excess = charge(of, subject, now, costNanos, now.roomNanos());
        if (excess <= 0) {
            return admitted(quota, now, -excess);
        }
        if (excess == BucketStore.STALE) {
            return null;
        }
        return denied(of, quota, now.earnedNanos() + excess);
    }

    /** By a quota that is no longer in force a request may cost more than there can ever be by the one that is. */
    private static long atMostAll(long askedNanos, VirtualClock.Reading now) {
        return Math.min(askedNanos, now.wholeNanos());
    }

    private static boolean exceeds(long costNanos, VirtualClock.Reading now) {
        return costNanos > now.capacityNanos() && costNanos > now.roomNanos();
    }

    /**
     * Decides on a request that costs more than a bucket may hold under this share. A bucket that is full has room for it,
     * and owes the rest: so who asks for it has at once no more than one such request, and all others no more than the
     * share. What a bucket owes, a replica that has joined must have earned. Null if the clock is to be read again.
     */
    private static @Nullable Decision onCredit(QuotaBuckets of, SubjectKey subject, Quota quota, long askedNanos) {
        VirtualClock.Reading now = of.clock().read();
        long costNanos = atMostAll(askedNanos, now);
        if (!exceeds(costNanos, now)) {
            return null;
        }
        long missing = now.missingTo(costNanos);
        // Where something is missing, the store denies, and tells when the bucket will be full.
        long excess = charge(of, subject, now, costNanos, costNanos - missing);
        if (excess <= 0) {
            long owed = costNanos - now.roomNanos();
            long forNext = Math.min(quota.emissionIntervalNanos(), now.capacityNanos());
            return new Admitted(quota, now.nowNanos(), 0, now.untilEarned(now.earnedNanos() + owed + forNext));
        }
        if (excess == BucketStore.STALE) {
            return null;
        }
        long untilFull = excess - missing;
        long toEarn = untilFull > 0 ? untilFull + now.capacityNanos() - now.roomNanos() : 0;
        return denied(of, quota, now.earnedNanos() + Math.max(toEarn, missing));
    }

    /** As for one replica: a denial is dated behind all that it is due to, and is none (null) if it is no longer due. */
    private static @Nullable Decision denied(QuotaBuckets of, Quota quota, long fits) {
        VirtualClock.Reading later = of.clock().read();
        return fits - later.earnedNanos() > 0 ? new Denied(quota, later.nowNanos(), later.untilEarned(fits)) : null;
    }

    private static long charge(
            QuotaBuckets of, SubjectKey subject, VirtualClock.Reading now, long costNanos, long roomNanos) {
        // With no room at all no bucket has any, and a store is not to be asked for buckets of that capacity.
        return roomNanos == 0 ? costNanos : of.store().charge(subject, now.fullNanos(), costNanos, roomNanos);
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
