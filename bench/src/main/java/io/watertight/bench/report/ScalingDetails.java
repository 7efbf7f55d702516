package io.watertight.bench.report;

import java.util.List;

/**
 * How the number of replicas changed in a run. Immutable.
 *
 * @param counts at each change, in order of time; empty where the number stayed
 * @param facts what scaled them, and by how much it was faster and smaller than in a cluster
 */
public record ScalingDetails(List<Count> counts, List<Fact> facts) {
    /** Of a run with as many replicas at its end as at its beginning. */
    public static final ScalingDetails NONE = new ScalingDetails(List.of(), List.of());

    public ScalingDetails {
        counts = List.copyOf(counts);
        facts = List.copyOf(facts);
    }

    /**
     * How many there are from an instant on.
     *
     * @param atNanos the instant, on the host's monotonic clock
     * @param desired as many as there shall be
     * @param ready those that take requests
     * @param terminating those that were told to end and have not
     */
    public record Count(long atNanos, int desired, int ready, int terminating) {}
}
