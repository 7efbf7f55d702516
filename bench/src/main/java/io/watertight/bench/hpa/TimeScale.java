package io.watertight.bench.hpa;

import java.time.Duration;
import java.util.Locale;

/**
 * How many times faster than in Kubernetes everything happens that takes a named time. Immutable.
 *
 * @param factor 1..1000; at 60 a sync period of 15 seconds takes 250 milliseconds
 */
public record TimeScale(double factor) {
    /** As slow as Kubernetes. */
    public static final TimeScale REAL = new TimeScale(1);

    private static final double MAX_FACTOR = 1000;

    /** @throws IllegalArgumentException if the factor is out of range */
    public TimeScale {
        if (!(factor >= 1 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException("time scale: " + factor + " (expected: 1..1000)");
        }
    }

    /** How long here takes what takes so long in Kubernetes, to the nanosecond. */
    public Duration shorten(Duration inKubernetes) {
        return Duration.ofNanos(Math.round(inKubernetes.toNanos() / factor));
    }

    /** The factor as it is printed, such as {@code 60x}. */
    @Override
    public String toString() {
        return factor == Math.rint(factor)
                ? String.format(Locale.ROOT, "%.0fx", factor)
                : String.format(Locale.ROOT, "%sx", factor);
    }
}
