package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CpuBurnerTest {
    @Test
    void whatFindsNoPlaceToWaitIsTurnedAway() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        try (CpuBurner burner = new CpuBurner(1, 1)) {
            burner.burn(0, () -> occupyUntilInterrupted(started));
            started.await();
            boolean second = burner.burn(0, () -> {});

            boolean third = burner.burn(0, () -> {});

            assertThat(second).isTrue();
            assertThat(third).isFalse();
        }
    }

    private static void occupyUntilInterrupted(CountDownLatch started) {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
