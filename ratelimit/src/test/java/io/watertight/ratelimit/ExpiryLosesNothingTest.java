package io.watertight.ratelimit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * With expiry and without, the same trace gives the same decisions: the law the whole design rests on. A million decisions
 * a store by default; for the long run, a few minutes:
 *
 * <pre>mvn -pl ratelimit test -Dtest=ExpiryLosesNothingTest -Dwatertight.equivalence.decisions=100000000</pre>
 */
class ExpiryLosesNothingTest {

    private static final int DECISIONS = Integer.getInteger("watertight.equivalence.decisions", 1_000_000);
    private static final int DECISIONS_PER_TRACE = 10_000;
    private static final int SUBJECTS = 300;

    /** Far from where differences of readings would overflow, for subjects that were idle all the time. */
    private static final long LONGEST_TRACE_NANOS = 1L << 62;

    @Test
    void decidesAsIfNoBucketWereEverRemovedFromAFlatStore() {
        decidesAsIfNoBucketWereEverRemoved(StoreUnderTest.FLAT);
    }

    @Test
    void decidesAsIfNoBucketWereEverRemovedFromACache() {
        decidesAsIfNoBucketWereEverRemoved(StoreUnderTest.CAFFEINE);
    }

    private static void decidesAsIfNoBucketWereEverRemoved(StoreUnderTest stores) {
        long[] removed = new long[1];
        Property.holds(DECISIONS / DECISIONS_PER_TRACE, random -> {
            // Given
            Quota quota = Arbitrary.quota(random);
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock, new BucketCap(SUBJECTS));
            Limiter expiring = new LocalLimiter(clock, store);
            Limiter unexpiring = new LocalLimiter(clock, new CheckThenActBucketStore());
            List<SubjectKey> subjects = subjects(random);
            long start = clock.nanoTime();
            for (int i = 0; i < DECISIONS_PER_TRACE && clock.nanoTime() - start < LONGEST_TRACE_NANOS; i++) {
                clock.advance(pause(random, quota));
                if (random.nextInt(100) == 0) {
                    stores.cleanUp(store);
                }
                SubjectKey subject = subjects.get(random.nextInt(random.nextInt(1, SUBJECTS + 1)));
                long cost = Arbitrary.cost(random, quota);
                // When
                Decision decision = decide(expiring, subject, quota, cost);
                // Then
                assertThat(decision).isEqualTo(decide(unexpiring, subject, quota, cost));
            }
            removed[0] += store.ledger().expired();
        });
        assertThat(removed[0]).as("buckets that were removed in between").isPositive();
    }

    /** Mostly short, as between the requests of many subjects. */
    private static long pause(SplittableRandom random, Quota quota) {
        return random.nextInt(10) == 0
                ? Arbitrary.pause(random, quota)
                : random.nextLong(quota.timeToFullNanos() / SUBJECTS + 2);
    }

    private static List<SubjectKey> subjects(SplittableRandom random) {
        List<SubjectKey> subjects = new ArrayList<>();
        for (int i = 0; i < SUBJECTS; i++) {
            subjects.add(Arbitrary.subject(random));
        }
        return subjects;
    }

    private static Decision decide(Limiter limiter, SubjectKey subject, Quota quota, long cost) {
        AtomicReference<Decision> answer = new AtomicReference<>();
        limiter.decide(subject, quota, cost, answer::set);
        return requireNonNull(answer.get());
    }
}
