package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlatBucketStoreTest {

    private static final long SECOND = 1_000_000_000;
    private static final int BYTES_PER_SLOT = Slots.WIDTH * Long.BYTES;

    @Nested
    class Alone extends BucketStoreContract {
        Alone() {
            super(StoreUnderTest.FLAT);
        }
    }

    @Nested
    class AtTheCap extends BucketStoreCapContract {
        AtTheCap() {
            super(StoreUnderTest.FLAT);
        }
    }

    @Nested
    class UnderContention extends BucketStoreConcurrencyContract {
        UnderContention() {
            super(StoreUnderTest.FLAT);
        }
    }

    @Nested
    class CrowdedAlone extends BucketStoreContract {
        CrowdedAlone() {
            super(StoreUnderTest.CROWDED);
        }
    }

    @Nested
    class CrowdedAtTheCap extends BucketStoreCapContract {
        CrowdedAtTheCap() {
            super(StoreUnderTest.CROWDED);
        }
    }

    @Nested
    class CrowdedUnderContention extends BucketStoreConcurrencyContract {
        CrowdedUnderContention() {
            super(StoreUnderTest.CROWDED);
        }
    }

    @Test
    void theBooksAgreeWithTheTables() {
        Property.holds(50, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketCap cap = new BucketCap(50);
            FlatBucketStore store = new FlatBucketStore(clock, cap, 2, false);
            // When
            for (int step = 0; step < 1_000; step++) {
                clock.advance(random.nextLong(50_000_000));
                SubjectKey subject = new SubjectKey(random.nextLong(200) << 54, 0);
                store.charge(subject, clock.nanoTime(), random.nextLong(1, 5 * SECOND), 5 * SECOND);
                if (random.nextInt(50) == 0) {
                    store.sweep();
                }
                // Then
                assertThat(store.ledger().live()).isEqualTo(store.size()).isEqualTo(cap.reserved());
            }
        });
    }

    @Test
    void aNewSubjectTakesThePlaceOfAFullBucketWithoutASweepAtTheCap() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketCap cap = new BucketCap(1);
        BucketStore store = new FlatBucketStore(clock, cap, 2, false);
        List<SubjectKey> neighbours = neighbours(2);
        store.charge(neighbours.getFirst(), 0, SECOND, SECOND);
        clock.advance(SECOND);
        // When
        long excess = store.charge(neighbours.getLast(), SECOND, SECOND, SECOND);
        // Then
        assertThat(excess).isZero();
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 1, 0, 1));
        assertThat(cap.reserved()).isEqualTo(1);
    }

    /** Keys of one segment that are looked for in the same slot first. */
    private static List<SubjectKey> neighbours(int count) {
        List<SubjectKey> neighbours = new ArrayList<>();
        for (long low = 1; neighbours.size() < count; low++) {
            if (Slots.hash(0, low) >>> 60 == 0 && (Slots.hash(0, low) & 0xFFFF_FFFFL) >>> 28 == 0) {
                neighbours.add(new SubjectKey(0, low));
            }
        }
        return neighbours;
    }

    @Test
    void theSweepsComeByEveryBucketInTimeHoweverTheTrafficFallsOnThem() {
        Property.holds(100, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            FlatBucketStore store = new FlatBucketStore(clock, new BucketCap(10_000), 64, false);
            Map<SubjectKey, Long> tats = new HashMap<>();
            long toNextSweep = 0;
            for (int sweep = 0; sweep < 60; sweep++) {
                // When
                for (int request = random.nextInt(20); request > 0; request--) {
                    long pause = Math.min(toNextSweep, random.nextLong(10_000_000));
                    clock.advance(pause);
                    toNextSweep -= pause;
                    long now = clock.nanoTime();
                    SubjectKey subject = new SubjectKey(random.nextLong(100) * 0x9E3779B97F4A7C15L, 0);
                    long cost = random.nextLong(1, SECOND);
                    long excess = store.charge(subject, now, cost, 2 * SECOND);
                    if (excess <= 0) {
                        tats.put(subject, now + 2 * SECOND + excess);
                    }
                }
                clock.advance(toNextSweep);
                // Then
                long round = store.cleanupCadenceNanos() - 250_000_000;
                long now = clock.nanoTime();
                tats.values().removeIf(tat -> now - tat >= round);
                assertThat(store.ledger().live()).isLessThanOrEqualTo(tats.size());
                toNextSweep = store.sweepSlice();
            }
        });
    }

    @Test
    void aQuietProcessDrainsByItselfWithinTheCadence() {
        // Given
        BucketCap cap = new BucketCap(1_000_000);
        NanoClock clock = NanoClock.system();
        SplittableRandom random = new SplittableRandom(11);
        try (BucketStore store = new FlatBucketStore(clock, cap)) {
            long lastTat = clock.nanoTime();
            for (int subject = 0; subject < 100_000; subject++) {
                lastTat = 1_000_000 + Charge.untilDecided(store, clock, Arbitrary.subject(random), 1_000_000, SECOND);
            }
            // When
            awaitLive(store, 0, 20 * SECOND);
            long drained = clock.nanoTime();
            // Then
            assertThat(store.ledger()).isEqualTo(new Ledger(100_000, 100_000, 0, 0));
            assertThat(cap.reserved()).isZero();
            assertThat(drained - lastTat).isLessThanOrEqualTo(store.cleanupCadenceNanos() + 5 * SECOND);
        }
    }

    @Test
    void aClosedStoreIsSweptNoMore() {
        // Given
        AtomicLong readings = new AtomicLong();
        BucketStore store = new FlatBucketStore(readings::getAndIncrement, new BucketCap(10));
        store.close();
        awaitLive(store, -1, store.cleanupCadenceNanos());
        long afterTheLast = readings.get();
        // When
        awaitLive(store, -1, 2 * store.cleanupCadenceNanos());
        // Then
        assertThat(readings.get()).isEqualTo(afterTheLast);
    }

    @Test
    void takesAtMost64BytesABucketWhileItFillsAndWhileItEmpties() {
        Property.holds(3, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            FlatBucketStore store = (FlatBucketStore) StoreUnderTest.FLAT.open(clock, new BucketCap(100_000));
            int subjects = 60_000;
            long hour = Duration.ofHours(1).toNanos();
            // When
            for (int i = 0; i < subjects; i++) {
                store.charge(Arbitrary.subject(random), clock.nanoTime(), random.nextLong(1, hour), hour);
                if (i % 1_000 == 0 && i > 1_000) {
                    // Then
                    assertThat(bytesPerBucket(store)).isLessThanOrEqualTo(64);
                }
            }
            assertThat(store.ledger()).isEqualTo(new Ledger(subjects, 0, 0, subjects));
            while (store.ledger().live() > 1_000) {
                clock.advance(hour / 100);
                store.sweep();
                assertThat(bytesPerBucket(store)).isLessThanOrEqualTo(64);
            }
            clock.advance(hour);
            store.sweep();
            assertThat(store.capacity()).as("slots, one for each segment").isEqualTo(64);
        });
    }

    private static double bytesPerBucket(FlatBucketStore store) {
        return (double) store.capacity() * BYTES_PER_SLOT / store.ledger().live();
    }

    @Test
    void theSweepGoesByTheStoresClockAndOnlyItsPaceIsThatOfRealTime() {
        // Given
        AtomicLong virtual = new AtomicLong(-SECOND);
        try (BucketStore store = new FlatBucketStore(virtual::get, new BucketCap(10))) {
            store.charge(new SubjectKey(1, 1), -SECOND, SECOND, SECOND);
            awaitLive(store, 0, store.cleanupCadenceNanos());
            Ledger whileItStandsStill = store.ledger();
            // When
            virtual.set(0);
            awaitLive(store, 0, 20 * store.cleanupCadenceNanos());
            // Then
            assertThat(whileItStandsStill).isEqualTo(new Ledger(1, 0, 0, 1));
            assertThat(store.ledger()).isEqualTo(new Ledger(1, 1, 0, 0));
        }
    }

    @Test
    void goesOnSweepingAfterAClockThatFailed() {
        // Given
        AtomicLong readings = new AtomicLong();
        NanoClock failsAtFirst = () -> {
            if (readings.getAndIncrement() == 1) {
                throw new IllegalStateException("once");
            }
            return System.nanoTime();
        };
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> told = new ArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> told.add(failure));
        try (BucketStore store = new FlatBucketStore(failsAtFirst, new BucketCap(10))) {
            // When
            store.charge(new SubjectKey(1, 1), System.nanoTime(), 1, SECOND);
            awaitLive(store, 0, 20 * store.cleanupCadenceNanos());
            // Then
            assertThat(store.ledger()).isEqualTo(new Ledger(1, 1, 0, 0));
            assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /** Returns when so many buckets are live, or the time is over. */
    private static void awaitLive(BucketStore store, long live, long atMostNanos) {
        long deadline = System.nanoTime() + atMostNanos;
        while (store.ledger().live() != live && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void thereAreMoreSegmentsTheMoreBucketsThereMayBe() {
        assertThat(FlatBucketStore.segmentsFor(1)).isEqualTo(64);
        assertThat(FlatBucketStore.segmentsFor(5_000_000)).isEqualTo(4096);
        assertThat(FlatBucketStore.segmentsFor(Long.MAX_VALUE)).isEqualTo(1 << 20);
    }

    @Test
    void theCadenceGrowsWithTheMostSlotsThereHaveBeenAndNeverFalls() {
        // Given
        ManualClock clock = new ManualClock(0);
        FlatBucketStore store = new FlatBucketStore(clock, new BucketCap(5_000), 2, false);
        long ofNothing = store.cleanupCadenceNanos();
        SplittableRandom random = new SplittableRandom(7);
        for (int subject = 0; subject < 5_000; subject++) {
            store.charge(Arbitrary.subject(random), 0, SECOND, SECOND);
        }
        long most = store.capacity();
        // When
        clock.advance(SECOND);
        store.sweep();
        // Then
        assertThat(ofNothing).isEqualTo(750_000_000);
        assertThat(store.cleanupCadenceNanos()).isEqualTo(ofNothing + most * 200);
    }
}
