package io.watertight.bench.report;

import io.watertight.bench.cluster.Machine;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * What a report tells of a run beyond its evidence. The histogram is read when the report is assembled, and must not be
 * recorded into meanwhile.
 *
 * @param title what was put on trial, such as {@code Watertight gateway, local limiter, autoscaled}
 * @param date when the run ended
 * @param commandLine what was typed
 * @param scenario the load in a few words, such as {@code rolling-sub, 2,000/s for 60 s}
 * @param statuses answers by status
 * @param latencies latency from the instant at which a request was due, in nanoseconds
 * @param rates what happened in each second of the load
 * @param generatorCpuShare the generator's CPU time by the time of all cores, 0 to 1
 * @param machine what it ran on
 * @param scaling how the number of replicas changed
 * @param versions of the project, the JDK, Netty, and what else matters
 * @param configuration the gateway's configuration file, secrets redacted
 */
public record RunDetails(
        String title,
        OffsetDateTime date,
        String commandLine,
        String scenario,
        SortedMap<Integer, Long> statuses,
        Histogram latencies,
        List<RateSecond> rates,
        double generatorCpuShare,
        Machine machine,
        ScalingDetails scaling,
        List<Fact> versions,
        String configuration) {

    public RunDetails {
        rates = List.copyOf(rates);
        versions = List.copyOf(versions);
    }

    /**
     * One second of the load.
     *
     * @param second counted from 0
     * @param offered requests that were due in it
     * @param admitted answers with 200 in it
     * @param denied answers with 429 in it
     */
    public record RateSecond(int second, long offered, long admitted, long denied) {}
}
