package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class BucketCapTest {

    @Test
    void givesAsManyPlacesAsThereAre() {
        BucketCap cap = new BucketCap(2);

        assertThat(cap.tryReserve()).isTrue();
        assertThat(cap.tryReserve()).isTrue();
        assertThat(cap.tryReserve()).isFalse();
        assertThat(cap.reserved()).isEqualTo(2);
        assertThat(cap.maxBuckets()).isEqualTo(2);
    }

    @Test
    void givesAPlaceAgainThatWasReleased() {
        // Given
        BucketCap cap = new BucketCap(1);
        cap.tryReserve();
        // When
        cap.release();
        // Then
        assertThat(cap.reserved()).isZero();
        assertThat(cap.tryReserve()).isTrue();
    }

    @Test
    void neverGivesOnePlaceToTwoThreads() throws Exception {
        for (int i = 0; i < 100; i++) {
            // Given
            BucketCap cap = new BucketCap(1_000);
            Callable<Integer> taker = () -> {
                int taken = 0;
                while (cap.tryReserve()) {
                    taken++;
                }
                return taken;
            };
            // When
            List<Integer> taken = TwoThreads.run(taker, taker);
            // Then
            assertThat(taken.get(0) + taken.get(1)).isEqualTo(1_000);
        }
    }

    @Test
    void refusesACapBelowOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BucketCap(0))
                .withMessage("maxBuckets: 0 (expected: >= 1)");
    }
}
