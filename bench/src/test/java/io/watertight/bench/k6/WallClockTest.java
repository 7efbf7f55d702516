package io.watertight.bench.k6;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final long APART_NANOS = 1_795_350_000_000_000_000L;
    private static final long MILLI = 1_000_000;

    private long monotonicNanos = 5_000_000_000L;
    private long shiftNanos;

    private final WallClock clock = new WallClock(() -> monotonicNanos + APART_NANOS + shiftNanos, () -> {
        monotonicNanos += 100; // a reading takes its time
        return monotonicNanos;
    });

    @Test
    void anInstantLiesBetweenTheBoundsOfItsMillisecond() {
        // Given
        long instant = 7_000_123_456L;
        long shown = (instant + APART_NANOS) / MILLI;

        // When
        long earliest = clock.earliestNanos(shown);
        long latest = clock.latestNanos(shown);

        // Then
        assertThat(earliest).isLessThanOrEqualTo(instant);
        assertThat(latest).isGreaterThanOrEqualTo(instant);
        assertThat(latest - earliest).isBetween(MILLI, 4 * MILLI);
    }

    @Test
    void aClockThatIsNotSetIsNotHeldAgainstTheRun() {
        monotonicNanos += 3_600_000_000_000L;
        clock.check();

        assertThat(clock.objection()).isEmpty();
    }

    @Test
    void aClockThatWasSetIsToldEvenIfItIsSetBack() {
        // Given
        shiftNanos = -25 * MILLI;
        clock.check();

        // When
        shiftNanos = 0;
        clock.check();

        // Then
        assertThat(clock.objection()).contains("the wall clock was set by 25.0 ms meanwhile, and k6 knows no other");
    }
}
