package io.watertight.bench.load;

import org.HdrHistogram.Histogram;

/** A distribution of times in nanoseconds, three significant digits. Immutable. */
public final class Distribution {
    /** Longer times count as this one: an hour. */
    public static final long MAX_NANOS = 3_600_000_000_000L;

    private final Histogram histogram;

    /** What was recorded so far, in nanoseconds, into a {@link #newHistogram}. */
    public Distribution(Histogram recorded) {
        histogram = recorded.copy();
    }

    /** Where to record what becomes a distribution. Takes 0..{@value #MAX_NANOS}. */
    public static Histogram newHistogram() {
        return new Histogram(MAX_NANOS, 3);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /**
     * The time that this part of all did not exceed; 0 where there is none.
     *
     * @param percentile 0..100
     */
    public long percentileNanos(double percentile) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percentile);
    }

    public double meanNanos() {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getMean();
    }

    public long maxNanos() {
        return histogram.getMaxValue();
    }

    /** A copy, to merge with others or to be written to a file. */
    public Histogram toHistogram() {
        return histogram.copy();
    }
}
