package io.watertight.bench.hpa;

/** What one metric says about the number of replicas. */
public sealed interface Proposal {
    /**
     * So many.
     *
     * @param replicas at least 0
     * @param measured in the target's unit: per cent of the requests, or thousandths per pod
     * @param averageMilli thousandths per pod
     */
    record Replicas(int replicas, long measured, long averageMilli) implements Proposal {}

    /**
     * Nothing.
     *
     * @param why as one clause
     */
    record Unknown(String why) implements Proposal {}
}
