package io.watertight.bench.load;

import io.watertight.bench.text.Durations;
import java.time.Duration;

/**
 * A part of a {@link RateSchedule} in which the rate goes evenly from one value to another.
 *
 * @param fromPerSecond requests per second at its start, 0..10000000
 * @param toPerSecond requests per second at its end, 0..10000000
 * @param duration longer than zero, at most 366 days
 */
public record RateStage(double fromPerSecond, double toPerSecond, Duration duration) {
    private static final double MAX_PER_SECOND = 1e7;
    private static final Duration MAX_DURATION = Duration.ofDays(366);

    /** @throws IllegalArgumentException naming the component that is out of range */
    public RateStage {
        requireRate(fromPerSecond);
        requireRate(toPerSecond);
        if (!duration.isPositive() || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException(
                    "duration: " + Durations.text(duration) + " (expected: > 0, at most 366 days)");
        }
    }

    /** Requests in the whole stage; need not be a whole number. */
    double requests() {
        return (fromPerSecond + toPerSecond) / 2 * seconds();
    }

    /**
     * The instant, in seconds from the start of the stage, at which {@code requests} of it are due.
     *
     * <p>The root of {@code from*t + slope*t*t/2 = requests}, in the form that also holds for a slope of zero.
     */
    double secondsUntil(double requests) {
        if (requests <= 0) {
            return 0;
        }
        double slope = (toPerSecond - fromPerSecond) / seconds();
        double rateThen = Math.sqrt(Math.max(0, fromPerSecond * fromPerSecond + 2 * slope * requests));
        return Math.min(seconds(), 2 * requests / (fromPerSecond + rateThen));
    }

    double perSecondAt(Duration sinceStart) {
        return fromPerSecond + (toPerSecond - fromPerSecond) * sinceStart.toNanos() / duration.toNanos();
    }

    double seconds() {
        return duration.toNanos() / 1e9;
    }

    private static void requireRate(double perSecond) {
        if (!(perSecond >= 0 && perSecond <= MAX_PER_SECOND)) {
            throw new IllegalArgumentException("rate: " + perSecond + " (expected: 0..10000000 per second)");
        }
    }
}
