package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/**
 * How long a bucket outlives its TAT: never longer than the schedule allows, however the traffic falls on it. That is the
 * population law at its sharpest, since a TAT is at most D after the last admission.
 */
class CleanupCadenceTest {

    /** One step of Caffeine's timer wheel and the tolerance of its pacer. */
    private static final long SCHEDULE_NANOS = 2L << 30;

    private static final long CAPACITY_NANOS = Duration.ofDays(10).toNanos();

    @Test
    void theScheduleTakesUpToTwoStepsOfTheTimerWheel() {
        // Given
        ManualClock clock = new ManualClock(0);
        ManualScheduler scheduler = new ManualScheduler(clock);
        BucketStore store = new CaffeineBucketStore(clock, new BucketCap(10), Runnable::run, scheduler);
        store.charge(new SubjectKey(1, 1), 0, SCHEDULE_NANOS, CAPACITY_NANOS); // has the wake-up set to its TAT
        store.charge(new SubjectKey(2, 2), 0, 1, CAPACITY_NANOS); // has no need of an earlier one, says the pacer
        // When
        scheduler.advance(SCHEDULE_NANOS - 1, instant -> {});
        Ledger justBefore = store.ledger();
        scheduler.advance(1, instant -> {});
        // Then
        assertThat(justBefore).isEqualTo(new Ledger(2, 0, 0, 2));
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 2, 0, 0));
    }

    /** To Caffeine's pacer, zero means that there is no wake-up. */
    @Test
    void afterAWakeUpAtAReadingOfExactlyZeroThereIsAnother() {
        // Given
        ManualClock clock = new ManualClock(-SCHEDULE_NANOS / 2);
        ManualScheduler scheduler = new ManualScheduler(clock);
        BucketStore store = new CaffeineBucketStore(clock, new BucketCap(10), Runnable::run, scheduler);
        store.charge(new SubjectKey(1, 1), clock.nanoTime(), 1, CAPACITY_NANOS);
        store.charge(new SubjectKey(2, 2), clock.nanoTime(), 2 * SCHEDULE_NANOS, CAPACITY_NANOS);
        // When
        scheduler.advance(3 * SCHEDULE_NANOS, instant -> {});
        // Then
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 2, 0, 0));
    }

    @Test
    void theScheduleNeverTakesLongerAndEverythingDrainsWithoutAnotherRequest() {
        Property.holds(300, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            ManualScheduler scheduler = new ManualScheduler(clock);
            BucketStore store = new CaffeineBucketStore(clock, new BucketCap(1_000), Runnable::run, scheduler);
            Map<SubjectKey, Long> tats = new HashMap<>();
            LongConsumer populationLaw = instant -> assertThat(store.ledger().live())
                    .isLessThanOrEqualTo(tats.values().stream()
                            .filter(tat -> instant - tat < SCHEDULE_NANOS)
                            .count());
            // When
            for (int request = 0; request < 200; request++) {
                scheduler.advance(anyMagnitude(random, Duration.ofHours(1)), populationLaw);
                SubjectKey subject = new SubjectKey(random.nextLong(100) << 57, 0);
                long now = clock.nanoTime();
                long cost = anyMagnitude(random, Duration.ofDays(10));
                long excess = store.charge(subject, now, cost, CAPACITY_NANOS);
                if (excess <= 0) {
                    tats.put(subject, now + CAPACITY_NANOS + excess);
                }
                // Then
                populationLaw.accept(now);
            }
            scheduler.advance(CAPACITY_NANOS + SCHEDULE_NANOS, populationLaw);
            assertThat(store.ledger().live()).isZero();
        });
    }

    @Test
    void aQuietProcessDrainsByItself() {
        // Given
        NanoClock clock = NanoClock.system();
        BucketCap cap = new BucketCap(100_000);
        try (BucketStore store = new CaffeineBucketStore(clock, cap)) {
            for (int subject = 0; subject < 20_000; subject++) {
                Charge.untilDecided(store, clock, new SubjectKey(subject, subject), 1_000_000, CAPACITY_NANOS);
            }
            // When
            awaitNoneLive(store, clock.nanoTime() + 5 * store.cleanupCadenceNanos());
            // Then
            assertThat(store.ledger()).isEqualTo(new Ledger(20_000, 20_000, 0, 0));
            assertThat(cap.reserved()).isZero();
        }
    }

    @Test
    void theCadenceCoversTheScheduleAndTheRemovalOfTheMostThereHasBeen() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store =
                new CaffeineBucketStore(clock, new BucketCap(5_000), Runnable::run, new ManualScheduler(clock));
        long ofNothing = store.cleanupCadenceNanos();
        // When
        for (int subject = 0; subject < 5_000; subject++) {
            store.charge(new SubjectKey(subject, subject), 0, 1, CAPACITY_NANOS);
        }
        // Then
        assertThat(ofNothing).isEqualTo(SCHEDULE_NANOS + 250_000_000);
        assertThat(store.cleanupCadenceNanos()).isEqualTo(ofNothing + 5_000_000);
    }

    /** As often microseconds as hours. */
    private static long anyMagnitude(SplittableRandom random, Duration most) {
        return Math.min(most.toNanos(), random.nextLong(1, 1L << random.nextInt(10, 51)));
    }

    private static void awaitNoneLive(BucketStore store, long deadlineNanos) {
        while (store.ledger().live() > 0 && System.nanoTime() - deadlineNanos < 0) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
