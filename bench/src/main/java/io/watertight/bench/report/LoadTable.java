package io.watertight.bench.report;

import java.util.List;

/**
 * What the load generator did, and whether it was fit to do it. Immutable.
 *
 * @param scenario the load in a few words
 * @param intended requests the schedule held
 * @param sent requests that were sent
 * @param answered requests that were answered
 * @param dropped requests of the schedule that were never sent
 * @param distinctSubjects subjects in the requests sent, an exact number
 * @param intendedPerSecond the mean rate of the schedule
 * @param achievedPerSecond the mean rate that was sent, or tried to
 * @param generatorCpuShare the generator's CPU time by the time of all cores, 0 to 1
 * @param statuses answers by status
 * @param latencies latency percentiles, counted from the instant at which a request was due
 */
public record LoadTable(
        String scenario,
        long intended,
        long sent,
        long answered,
        long dropped,
        long distinctSubjects,
        double intendedPerSecond,
        double achievedPerSecond,
        double generatorCpuShare,
        List<StatusCount> statuses,
        List<Latency> latencies) {
    public LoadTable {
        statuses = List.copyOf(statuses);
        latencies = List.copyOf(latencies);
    }

    /** How many answers had a status. */
    public record StatusCount(int status, long answers) {}

    /**
     * A latency percentile.
     *
     * @param percentile 0 to 100
     * @param millis the latency in milliseconds
     */
    public record Latency(double percentile, double millis) {}
}
