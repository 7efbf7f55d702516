package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link BucketStore} has to keep to when there is no place for another bucket. */
abstract class BucketStoreCapContract {

    private static final Quota QUOTA = new Quota(6, Duration.ofMinutes(1), 4);
    private static final long T = QUOTA.emissionIntervalNanos();
    private static final long D = QUOTA.timeToFullNanos();
    private static final SubjectKey ALICE = new SubjectKey(0x1234_5678_9abc_def0L, 1);
    private static final SubjectKey BOB = new SubjectKey(0x0fed_cba9_8765_4321L, 2);

    private final StoreUnderTest stores;

    BucketStoreCapContract(StoreUnderTest stores) {
        this.stores = stores;
    }

    private static long take(BucketStore store, SubjectKey subject, NanoClock clock, long permits) {
        return store.charge(subject, clock.nanoTime(), permits * T, D);
    }

    @Test
    void noLiveBucketGivesWay() {
        Property.holds(50, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock, new BucketCap(100));
            List<SubjectKey> first = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                first.add(Arbitrary.subject(random));
                take(store, first.getLast(), clock, 4);
            }
            // When
            for (int i = 0; i < 5_000; i++) {
                take(store, Arbitrary.subject(random), clock, random.nextLong(1, 5));
            }
            stores.cleanUp(store);
            // Then
            assertThat(store.ledger()).isEqualTo(new Ledger(100, 0, 5_000, 100));
            for (SubjectKey subject : first) {
                assertThat(take(store, subject, clock, 1)).isEqualTo(T);
            }
        });
    }

    @Test
    void everySharedBucketStartsFullOnAClockOfAnySign() {
        Property.holds(20, random -> {
            // Given
            ManualClock clock = new ManualClock(-random.nextLong(0, Long.MAX_VALUE / 2));
            BucketStore store = stores.open(clock, new BucketCap(1));
            take(store, ALICE, clock, 1);
            // When
            long excess = take(store, Arbitrary.subject(random), clock, 4);
            // Then
            assertThat(excess).isZero();
        });
    }

    @Test
    void aSharedBucketGivesAllItsSubjectsTogetherNoMoreThanOneQuota() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock, new BucketCap(1));
        take(store, ALICE, clock, 1);
        // When
        long first = take(store, BOB, clock, 3);
        long second = take(store, new SubjectKey(BOB.high(), 77), clock, 2);
        clock.advance(second);
        long third = take(store, new SubjectKey(BOB.high(), 78), clock, 2);
        // Then
        assertThat(first).isEqualTo(-T);
        assertThat(second).isEqualTo(T);
        assertThat(third).isZero();
    }

    @Test
    void noSubjectGetsMoreThanItsQuotaOnItsWayThroughOwnAndSharedBuckets() {
        Property.holds(300, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock, new BucketCap(random.nextLong(1, 6)));
            Trace trace = new Trace(store, Arbitrary.everyday(random), clock, random);
            // When
            for (int step = 0; step < 500; step++) {
                trace.step();
                if (random.nextInt(20) == 0) {
                    stores.cleanUp(store);
                }
                assertThat(store.ledger()).matches(Ledger::balances);
            }
            // Then
            trace.assertLawHolds();
            assertThat(store.ledger().overflowed()).isPositive();
        });
    }

    @Test
    void whatASubjectTookFromASharedBucketStillCountsInItsOwn() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock, new BucketCap(1));
        take(store, ALICE, clock, 1);
        take(store, BOB, clock, 4);
        long later = T + store.cleanupCadenceNanos();
        clock.advance(later);
        stores.cleanUp(store);
        // When
        long excess = take(store, BOB, clock, 1);
        // Then
        assertThat(excess).isEqualTo(T - later);
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 1, 1, 1));
    }

    @Test
    void aPlaceIsFreeAgainOnceABucketHasExpired() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketCap cap = new BucketCap(1);
        BucketStore store = stores.open(clock, cap);
        take(store, ALICE, clock, 1);
        clock.advance(T + store.cleanupCadenceNanos());
        stores.cleanUp(store);
        // When
        long excess = take(store, BOB, clock, 1);
        // Then
        assertThat(excess).isEqualTo(-3 * T);
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 1, 0, 1));
        assertThat(cap.reserved()).isEqualTo(1);
    }

    @Test
    void twoStoresShareOneCap() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketCap cap = new BucketCap(1);
        BucketStore one = stores.open(clock, cap);
        BucketStore two = stores.open(clock, cap);
        take(one, ALICE, clock, 1);
        take(two, BOB, clock, 1);
        Ledger whileFull = two.ledger();
        // When
        one.close();
        take(two, ALICE, clock, 1);
        // Then
        assertThat(whileFull).isEqualTo(new Ledger(0, 0, 1, 0));
        assertThat(two.ledger()).isEqualTo(new Ledger(1, 0, 1, 1));
    }
}
