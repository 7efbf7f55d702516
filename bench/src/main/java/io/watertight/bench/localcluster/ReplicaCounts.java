package io.watertight.bench.localcluster;

/**
 * How many pods there are at an instant.
 *
 * @param atNanos on the host's monotonic clock
 * @param desired as many as there shall be
 * @param starting those that do not take requests yet, or not at the moment
 * @param ready those that do
 * @param terminating those that were told to end and have not
 */
public record ReplicaCounts(long atNanos, int desired, int starting, int ready, int terminating) {

    /** Every pod that there is. */
    public int all() {
        return starting + ready + terminating;
    }
}
