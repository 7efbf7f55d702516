package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CaffeineBucketStoreTest {

    @Nested
    class Alone extends BucketStoreContract {
        Alone() {
            super(StoreUnderTest.CAFFEINE);
        }
    }

    @Nested
    class AtTheCap extends BucketStoreCapContract {
        AtTheCap() {
            super(StoreUnderTest.CAFFEINE);
        }
    }

    @Nested
    class UnderContention extends BucketStoreConcurrencyContract {
        UnderContention() {
            super(StoreUnderTest.CAFFEINE);
        }
    }

    @Test
    void theBooksAgreeWithTheCache() {
        Property.holds(50, random -> {
            // Given
            ManualClock clock = new ManualClock(Arbitrary.origin(random));
            CaffeineBucketStore store = (CaffeineBucketStore) StoreUnderTest.CAFFEINE.open(clock, new BucketCap(50));
            // When
            for (int step = 0; step < 1_000; step++) {
                charge(store, clock, random);
                if (random.nextInt(50) == 0) {
                    store.cleanUp();
                }
                // Then
                assertThat(store.ledger().live()).isEqualTo(store.size());
            }
        });
    }

    private static void charge(BucketStore store, ManualClock clock, SplittableRandom random) {
        clock.advance(random.nextLong(50_000_000));
        SubjectKey subject = new SubjectKey(random.nextLong(200) << 54, 0);
        store.charge(subject, clock.nanoTime(), random.nextLong(1, 5_000_000_000L), 5_000_000_000L);
    }
}
