package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The arithmetic against exact models, from one permit in two years to one per nanosecond, on clocks of any sign. */
class GcraTest {

    private static final int RUNS = 2_000;
    private static final int STEPS = 200;

    @Test
    void decidesAsALeakyBucketOfUnboundedIntegersDoes() {
        Property.holds(RUNS, random -> {
            // Given
            Quota quota = Arbitrary.quota(random);
            long capacity = quota.timeToFullNanos();
            long now = anyOrigin(random);
            long tat = now;
            LeakyBucket model = new LeakyBucket(quota, BigInteger.valueOf(now));
            for (int step = 0; step < STEPS; step++) {
                long pause = Arbitrary.pause(random, quota);
                long cost = Arbitrary.cost(random, quota);
                now += pause;
                // When
                long excess = Gcra.excess(tat, now, cost * quota.emissionIntervalNanos(), capacity);
                // Then
                assertThat(BigInteger.valueOf(excess)).isEqualTo(model.offer(pause, cost));
                if (excess <= 0) {
                    tat = Gcra.charged(tat, now, cost * quota.emissionIntervalNanos());
                }
                assertThat(tat - now).as("no bucket is emptier than empty").isLessThanOrEqualTo(capacity);
                assertThat(Math.max(tat - now, 0)).isEqualTo(model.level.longValueExact());
            }
        });
    }

    @Test
    void admitsNoMoreThanTheBurstAndTheRateInAnyWindow() {
        Property.holds(RUNS, random -> {
            // Given
            Quota quota = Arbitrary.everyday(random);
            AdmissionLaw law = new AdmissionLaw();
            long now = anyOrigin(random);
            long tat = now;
            // When
            for (int step = 0; step < STEPS; step++) {
                now += Arbitrary.pause(random, quota);
                long cost = Arbitrary.cost(random, quota);
                long costNanos = cost * quota.emissionIntervalNanos();
                if (Gcra.excess(tat, now, costNanos, quota.timeToFullNanos()) <= 0) {
                    tat = Gcra.charged(tat, now, costNanos);
                    law.admitted(now, cost);
                }
            }
            // Then
            law.assertHolds(quota);
        });
    }

    @Test
    void deniesUntilExactlyThePromisedInstantAndThenAdmits() {
        Property.holds(RUNS, random -> {
            // Given
            Quota quota = Arbitrary.quota(random);
            long now = anyOrigin(random);
            long capacity = quota.timeToFullNanos();
            long tat = now + random.nextLong(1, capacity + 1);
            long cost = Arbitrary.cost(random, quota) * quota.emissionIntervalNanos();
            // When
            long excess = Gcra.excess(tat, now, cost, capacity);
            // Then
            assertThat(excess > 0).isEqualTo(tat - now > capacity - cost);
            if (excess > 0) {
                assertThat(Gcra.excess(tat, now + excess - 1, cost, capacity)).isEqualTo(1);
                assertThat(Gcra.excess(tat, now + excess, cost, capacity)).isZero();
            }
        });
    }

    @Test
    void aFullBucketDecidesAsNoBucketDoes() {
        Property.holds(RUNS, random -> {
            // Given
            Quota quota = Arbitrary.quota(random);
            long now = anyOrigin(random);
            long fullSince = now - random.nextLong(0, Quota.MAX_TIME_TO_FULL.toNanos());
            long cost = Arbitrary.cost(random, quota) * quota.emissionIntervalNanos();
            // When
            boolean full = Gcra.isFull(fullSince, now);
            // Then
            assertThat(full).isTrue();
            assertThat(Gcra.excess(fullSince, now, cost, quota.timeToFullNanos()))
                    .isEqualTo(Gcra.excess(now, now, cost, quota.timeToFullNanos()));
            assertThat(Gcra.charged(fullSince, now, cost)).isEqualTo(Gcra.charged(now, now, cost));
        });
    }

    /** Also such that the reading wraps around within the run. */
    private static long anyOrigin(SplittableRandom random) {
        return random.nextBoolean() ? Arbitrary.origin(random) : Long.MAX_VALUE - random.nextLong(1, 1_000_000_000);
    }

    /**
     * The other form of the algorithm in ITU-T I.371, the continuous-state leaky bucket, in unbounded integers: a level in
     * nanoseconds that falls by one each nanosecond.
     */
    private static final class LeakyBucket {

        private final BigInteger interval;
        private final BigInteger capacity;
        private BigInteger now;
        private BigInteger lastConforming;
        private BigInteger level = BigInteger.ZERO;
        private BigInteger levelAtLastConforming = BigInteger.ZERO;

        LeakyBucket(Quota quota, BigInteger now) {
            BigInteger period = BigInteger.valueOf(quota.period().toNanos());
            BigInteger permits = BigInteger.valueOf(quota.permits());
            this.interval = period.add(permits).subtract(BigInteger.ONE).divide(permits);
            this.capacity = interval.multiply(BigInteger.valueOf(quota.burst()));
            this.now = now;
            this.lastConforming = now;
        }

        /** Returns by how much the level would be above the capacity; if by nothing, the cost is poured in. */
        BigInteger offer(long pause, long cost) {
            now = now.add(BigInteger.valueOf(pause));
            level = levelAtLastConforming.subtract(now.subtract(lastConforming)).max(BigInteger.ZERO);
            BigInteger raised = level.add(interval.multiply(BigInteger.valueOf(cost)));
            BigInteger excess = raised.subtract(capacity);
            if (excess.signum() <= 0) {
                level = raised;
                levelAtLastConforming = raised;
                lastConforming = now;
            }
            return excess;
        }
    }
}
