package io.watertight.bench.hpa;

import java.time.Duration;

/**
 * How much the number of replicas may change within a period. Immutable.
 *
 * @param unit what the value counts
 * @param value at least 1
 * @param period longer than zero, at most 30 minutes
 */
public record ScalingPolicy(Unit unit, int value, Duration period) {
    private static final Duration MAX_PERIOD = Duration.ofMinutes(30);

    /** What a policy's value counts. */
    public enum Unit {
        PODS,
        /** Hundredths of the replicas there were when the period began. */
        PERCENT
    }

    /** @throws IllegalArgumentException if the value or the period is out of range */
    public ScalingPolicy {
        if (value < 1) {
            throw new IllegalArgumentException("policy value: " + value + " (expected: >= 1)");
        }
        if (!period.isPositive() || period.compareTo(MAX_PERIOD) > 0) {
            throw new IllegalArgumentException("policy period: " + period + " (expected: > 0, at most 30 minutes)");
        }
    }

    public static ScalingPolicy pods(int value, Duration period) {
        return new ScalingPolicy(Unit.PODS, value, period);
    }

    public static ScalingPolicy percent(int value, Duration period) {
        return new ScalingPolicy(Unit.PERCENT, value, period);
    }

    ScalingPolicy scaled(TimeScale scale) {
        return new ScalingPolicy(unit, value, scale.shorten(period));
    }

    /** The most replicas there may be, having begun the period with so many: a part of a pod counts as one. */
    int upFrom(int atStart) {
        return switch (unit) {
            case PODS -> atStart + value;
            case PERCENT -> (int) Math.ceil(atStart * (1 + value / 100.0));
        };
    }

    /** The fewest replicas there may be, having begun the period with so many: a part of a pod counts as none. */
    int downFrom(int atStart) {
        return switch (unit) {
            case PODS -> atStart - value;
            case PERCENT -> (int) (atStart * (1 - value / 100.0));
        };
    }
}
