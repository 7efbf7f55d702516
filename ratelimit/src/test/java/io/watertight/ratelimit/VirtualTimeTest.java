package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private static final int CHANGES = 200_000;

    @Test
    void aChangeTellsTheInstantFromWhichOnItCounts() {
        // Given
        ManualClock clock = new ManualClock(5);
        VirtualTime time = new VirtualTime(clock, Share.none(2));
        // When
        clock.advance(10);
        long claimed = time.set(Share.oneOf(2));
        clock.advance(10);
        time.renew();
        // Then
        assertThat(claimed).isEqualTo(15);
        assertThat(time.set(Share.oneOf(2))).isEqualTo(15);
        assertThat(time.set(Share.none(3))).isEqualTo(25);
        clock.advance(10);
        assertThat(time.set(Share.none(4))).isEqualTo(35);
    }

    /** While another thread begins states anew and reads them, which may be what dates a change. */
    @Test
    void theInstantsOfAllChangesGiveTheTimeEarned() throws Exception {
        // Given
        VirtualTime time = new VirtualTime(NanoClock.system(), Share.none(1));
        long before = time.state().earnedNanos();
        AtomicBoolean done = new AtomicBoolean();
        Thread other = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                time.renew();
            }
        });
        // When
        long earned = 0;
        int lost = 0;
        for (int i = 0; i < CHANGES; i++) {
            long from = time.set(Share.WHOLE);
            lost += time.share().claimed() ? 0 : 1;
            earned += time.set(Share.none(1)) - from;
            lost += time.share().claimed() ? 1 : 0;
        }
        done.set(true);
        other.join();
        // Then
        assertThat(lost).isZero();
        assertThat(time.state().earnedNanos() - before).isEqualTo(earned);
    }
}
