package io.watertight.ratelimit;

import java.time.Duration;

/**
 * How much a subject may have: {@code permits} per {@code period} in the long run, and {@code burst} at once. A quota that
 * could never be kept cannot be made.
 *
 * <p>Time is counted in whole nanoseconds and the interval between two permits is rounded up, so a subject never gets more
 * than was asked for here, and less by at most one nanosecond a permit.
 *
 * @param permits permits gained per period; at least 1, and at most one per nanosecond
 * @param period the time in which they are gained; above zero, at most {@link #MAX_TIME_TO_FULL}
 * @param burst permits a rested subject may use at one instant; at least 1, and few enough for an empty bucket to be full
 *     again within {@link #MAX_TIME_TO_FULL}
 */
public record Quota(long permits, Duration period, long burst) {

    /** The longest time to full: 2^61 ns, about 73 years. Two of them still add up without overflow. */
    public static final Duration MAX_TIME_TO_FULL = Duration.ofNanos(1L << 61);

    /**
     * Checks that the quota can be kept.
     *
     * @throws IllegalArgumentException if a component is out of its range; the message names it and what was expected
     */
    public Quota {
        require(permits >= 1, "permits", permits, ">= 1");
        require(period.isPositive(), "period", period, "> PT0S");
        require(period.compareTo(MAX_TIME_TO_FULL) <= 0, "period", period, "<= " + MAX_TIME_TO_FULL);
        require(permits <= period.toNanos(), "permits", permits, "<= 1 per nanosecond of the period");
        require(burst >= 1, "burst", burst, ">= 1");
        long mostBurst = MAX_TIME_TO_FULL.toNanos() / intervalNanos(permits, period);
        require(
                burst <= mostBurst,
                "burst",
                burst,
                "<= " + mostBurst + ", to be full again within " + MAX_TIME_TO_FULL);
    }

    /** Returns T, the time in which one permit is gained: period / permits in nanoseconds, rounded up; at least 1. */
    public long emissionIntervalNanos() {
        return intervalNanos(permits, period);
    }

    /** Returns D, the time in which an empty bucket is full again: burst * T, in nanoseconds; at most 2^61. */
    public long timeToFullNanos() {
        return burst * emissionIntervalNanos();
    }

    private static long intervalNanos(long permits, Duration period) {
        return Math.ceilDiv(period.toNanos(), permits);
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
