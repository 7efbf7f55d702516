package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link BucketStore} has to keep to. */
abstract class BucketStoreContract {

    private static final Quota QUOTA = new Quota(6, Duration.ofMinutes(1), 4);
    private static final long T = QUOTA.emissionIntervalNanos();
    private static final long D = QUOTA.timeToFullNanos();
    private static final SubjectKey ALICE = new SubjectKey(0x1234_5678_9abc_def0L, 1);
    private static final SubjectKey BOB = new SubjectKey(0x0fed_cba9_8765_4321L, 2);

    private final StoreUnderTest stores;

    BucketStoreContract(StoreUnderTest stores) {
        this.stores = stores;
    }

    private static long take(BucketStore store, SubjectKey subject, NanoClock clock, long permits) {
        return store.charge(subject, clock.nanoTime(), permits * T, D);
    }

    @Test
    void givesARestedSubjectTheBurstAndTellsTheRoomLeft() {
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);

        assertThat(take(store, ALICE, clock, 1)).isEqualTo(-3 * T);
        assertThat(take(store, ALICE, clock, 3)).isZero();
        assertThat(take(store, ALICE, clock, 1)).isEqualTo(T);
        assertThat(take(store, ALICE, clock, 2)).isEqualTo(2 * T);
    }

    @Test
    void keepsSubjectsApart() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);
        take(store, ALICE, clock, 4);
        // When
        long excess = take(store, BOB, clock, 4);
        // Then
        assertThat(excess).isZero();
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 0, 0, 2));
    }

    @Test
    void deniesUntilExactlyThePromisedInstantAndThenAdmits() {
        Property.holds(1_000, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock);
            take(store, ALICE, clock, 4);
            clock.advance(random.nextLong(0, T));
            long permits = random.nextLong(1, 5);
            long promised = take(store, ALICE, clock, permits);
            // When
            clock.advance(promised - 1);
            long justBefore = take(store, ALICE, clock, permits);
            clock.advance(1);
            long then = take(store, ALICE, clock, permits);
            // Then
            assertThat(justBefore).isEqualTo(1);
            assertThat(then).isZero();
        });
    }

    @Test
    void forgetsABucketAtItsTatAndNotANanosecondBefore() {
        Property.holds(500, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock);
            long permits = random.nextLong(1, 5);
            take(store, ALICE, clock, permits);
            clock.advance(permits * T - 1);
            stores.cleanUp(store);
            take(store, ALICE, clock, 4);
            Ledger justBefore = store.ledger();
            // When
            clock.advance(1);
            take(store, ALICE, clock, 1);
            // Then
            assertThat(justBefore).isEqualTo(new Ledger(1, 0, 0, 1));
            assertThat(store.ledger()).isEqualTo(new Ledger(2, 1, 0, 1));
        });
    }

    @Test
    void aDenialWritesNothingAndKeepsNoBucketLonger() {
        // Given
        ManualClock clock = new ManualClock(-D);
        BucketStore store = stores.open(clock);
        take(store, ALICE, clock, 4);
        // When
        for (long denied = 0; denied < 4; denied++) {
            assertThat(take(store, ALICE, clock, 4)).isEqualTo(D - denied * T);
            clock.advance(T);
        }
        // Then
        assertThat(store.ledger()).isEqualTo(new Ledger(1, 0, 0, 1));
        clock.advance(store.cleanupCadenceNanos());
        stores.cleanUp(store);
        assertThat(store.ledger()).isEqualTo(new Ledger(1, 1, 0, 0));
    }

    @Test
    void aChargeAboveTheCapacityCreatesNothing() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);
        // When
        long excess = take(store, ALICE, clock, 5);
        // Then
        assertThat(excess).isEqualTo(T);
        assertThat(store.ledger()).isEqualTo(new Ledger(0, 0, 0, 0));
    }

    @Test
    void sendsBackAReadingOlderThanABucketItHasForgotten() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);
        take(store, ALICE, clock, 4);
        clock.advance(D + store.cleanupCadenceNanos());
        stores.cleanUp(store);
        // When
        long excess = store.charge(ALICE, D - 1, T, D);
        // Then
        assertThat(excess).isEqualTo(BucketStore.STALE);
        assertThat(store.ledger()).isEqualTo(new Ledger(1, 1, 0, 0));
        assertThat(store.charge(ALICE, D, T, D)).isEqualTo(-3 * T);
    }

    @Test
    void decidesByTheBucketThatHasExpiredSinceTheReadingOrSendsTheReadingBack() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);
        take(store, ALICE, clock, 4);
        clock.advance(D);
        // When
        long excess = store.charge(ALICE, D - 1, 4 * T, D);
        // Then
        assertThat(excess).isIn(1L, BucketStore.STALE);
        assertThat(store.ledger()).matches(Ledger::balances);
        assertThat(store.charge(ALICE, D, T, D)).isEqualTo(-3 * T);
    }

    @Test
    void keepsWhatWasTakenUnderOneQuotaWhenAnotherApplies() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketStore store = stores.open(clock);
        take(store, ALICE, clock, 4);
        // When
        long underASmallerQuota = store.charge(ALICE, 0, T, T);
        long underALargerQuota = store.charge(ALICE, 0, T, 10 * T);
        // Then
        assertThat(underASmallerQuota).isEqualTo(D);
        assertThat(underALargerQuota).isEqualTo(-5 * T);
    }

    @Test
    void holdsTheLawAndBalancedBooksWhateverTheTrace() {
        Property.holds(200, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            BucketStore store = stores.open(clock);
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
        });
    }

    @Test
    void givesEverythingBackWhenItIsClosedAndKeepsItsBooks() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketCap cap = new BucketCap(10);
        BucketStore store = stores.open(clock, cap);
        take(store, ALICE, clock, 1);
        take(store, BOB, clock, 4);
        // When
        store.close();
        store.close();
        // Then
        assertThat(cap.reserved()).isZero();
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 0, 0, 2));
        clock.advance(D + store.cleanupCadenceNanos());
        stores.cleanUp(store);
        assertThat(cap.reserved()).isZero();
        assertThat(store.ledger()).isEqualTo(new Ledger(2, 0, 0, 2));
    }

    @Test
    void decidesWithoutCreatingAnythingOnceItIsClosed() {
        // Given
        ManualClock clock = new ManualClock(0);
        BucketCap cap = new BucketCap(10);
        BucketStore store = stores.open(clock, cap);
        store.close();
        // When
        long first = take(store, ALICE, clock, 4);
        long second = take(store, ALICE, clock, 1);
        // Then
        assertThat(first).isZero();
        assertThat(second).isEqualTo(T);
        assertThat(cap.reserved()).isZero();
        assertThat(store.ledger()).isEqualTo(new Ledger(0, 0, 2, 0));
    }
}
