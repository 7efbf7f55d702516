package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final int CHANGES = 20_000;

    @Test
    void neverGoesBackWhateverBecomesOfShareAndQuota() {
        Property.holds(5_000, random -> {
            // Given
            ManualClock real = new ManualClock(Arbitrary.origin(random));
            VirtualTime time = new VirtualTime(real, arbitraryShare(random));
            VirtualClock clock = new VirtualClock(time, arbitraryWhole(random));
            long before = clock.nanoTime();
            for (int i = 0; i < 100; i++) {
                // When
                real.advance(random.nextLong(50));
                if (random.nextInt(3) == 0) {
                    time.set(arbitraryShare(random));
                } else if (random.nextInt(6) == 0) {
                    clock.entitle(arbitraryWhole(random));
                }
                // Then
                VirtualClock.Reading reading = clock.read();
                assertThat(reading.fullNanos() - before).isNotNegative();
                assertThat(reading.roomNanos()).isNotNegative();
                before = reading.fullNanos();
            }
        });
    }

    /** Two threads read and a third changes the share: no thread sees less than another has seen before it. */
    @Test
    void neverGoesBackFromOneThreadToAnother() throws Exception {
        // Given
        VirtualTime time = new VirtualTime(NanoClock.system(), Share.oneOf(2));
        VirtualClock clock = new VirtualClock(time, 50_000);
        AtomicLong latest = new AtomicLong(clock.nanoTime());
        AtomicLong backwards = new AtomicLong();
        AtomicBoolean done = new AtomicBoolean();
        SplittableRandom random = new SplittableRandom();
        Runnable read = () -> {
            while (!done.get()) {
                long seen = latest.get();
                long now = clock.nanoTime();
                if (now - seen < 0) {
                    backwards.incrementAndGet();
                }
                latest.accumulateAndGet(now, (a, b) -> a - b > 0 ? a : b);
            }
        };
        Thread reader = Thread.ofPlatform().start(read);
        Thread changer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < CHANGES; i++) {
                time.set(arbitraryShare(random));
            }
            done.set(true);
        });
        // When
        read.run();
        changer.join();
        reader.join();
        // Then
        assertThat(backwards.get()).isZero();
    }

    @Test
    void standsAtEmptyBucketsWithoutAShare() {
        ManualClock real = new ManualClock(5);
        VirtualClock clock = new VirtualClock(new VirtualTime(real, Share.none(3)), 100);
        long before = clock.nanoTime();

        real.advance(1_000);

        assertThat(clock.nanoTime()).isEqualTo(before);
        assertThat(clock.read().roomNanos()).isZero();
    }

    private static Share arbitraryShare(SplittableRandom random) {
        return new Share(random.nextInt(1, 9), random.nextInt(5) > 0);
    }

    private static long arbitraryWhole(SplittableRandom random) {
        return random.nextLong(1, 200);
    }
}
