package io.watertight.bench.proof;

/**
 * A stretch of time on the host's monotonic clock. Immutable.
 *
 * @param fromNanos its first instant
 * @param toNanos its last instant, not before the first; {@link #UNENDED} if it goes on
 */
public record Span(long fromNanos, long toNanos) {
    /** The end of what has none: later than every instant. */
    public static final long UNENDED = Long.MAX_VALUE;

    public Span {
        if (toNanos < fromNanos) {
            throw new IllegalArgumentException("span: " + fromNanos + " to " + toNanos + " (expected: in this order)");
        }
    }

    boolean touches(long otherFromNanos, long otherToNanos) {
        return fromNanos <= otherToNanos && otherFromNanos <= toNanos;
    }

    /** The same with a longer end. */
    Span lengthenedBy(long nanos) {
        return new Span(fromNanos, toNanos > UNENDED - nanos ? UNENDED : toNanos + nanos);
    }
}
