package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CpuBurnerTest {
    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

    @Test
    void whatFindsNoPlaceToWaitIsTurnedAway() throws InterruptedException {
        try (CpuBurner burner = new CpuBurner(1, 1)) {
            CountDownLatch started = new CountDownLatch(1);
            burner.burn(0, started::countDown);
            started.await();
            burner.burn(FOR_EVER_NANOS, () -> {});
            fillQueue(burner);

            assertThat(burner.burn(0, () -> {})).isFalse();
        }
    }

    /** The burning thread takes its task from the queue at its own time: whichever of the two is turned away, it is full. */
    private static void fillQueue(CpuBurner burner) {
        while (burner.burn(FOR_EVER_NANOS, () -> {})) {
            Thread.onSpinWait();
        }
    }
}
