package io.watertight.bench.proof;

/**
 * When the load ran, on the host's monotonic clock in nanoseconds. Immutable.
 *
 * @param loadStartNanos the first request
 * @param warmUpEndNanos what comes before is judged by the exact laws, but not by those that need a steady state
 * @param loadEndNanos the last request; the drain follows
 */
public record Phases(long loadStartNanos, long warmUpEndNanos, long loadEndNanos) {
    public Phases {
        if (warmUpEndNanos < loadStartNanos || loadEndNanos < warmUpEndNanos) {
            throw new IllegalArgumentException("phases: " + loadStartNanos + ", " + warmUpEndNanos + ", " + loadEndNanos
                    + " (expected: in this order)");
        }
    }
}
