package io.watertight.bench.compare;

import io.watertight.bench.cluster.Machine;
import io.watertight.bench.compare.GatewayDescriptor.Limiter;
import io.watertight.bench.proof.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one comparison measured, round by round, and on what. Written as JSON; everything else is made from it. Immutable.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param date when it ended, ISO 8601
 * @param commandLine what was typed
 * @param method how it was measured, in sentences
 * @param objections why some of it is worth less than it looks; empty if nothing was seen
 * @param machine what it ran on
 * @param reference whose numbers the others are divided by; empty where it did not run
 * @param peers all contestants, those that did not run too
 * @param cpu rounds with everything on one processor
 * @param saturation rounds with the gateway on a processor of its own
 * @param latency rounds at fixed rates
 * @param memory one for each contestant that was watched
 */
public record Comparison(
        int schemaVersion,
        String date,
        String commandLine,
        List<String> method,
        List<String> objections,
        Machine machine,
        String reference,
        List<PeerFacts> peers,
        List<LoadRound> cpu,
        List<LoadRound> saturation,
        List<LatencyRound> latency,
        List<MemoryWatch> memory) {
    /** Of the JSON. */
    public static final int SCHEMA_VERSION = 1;

    public Comparison {
        method = List.copyOf(method);
        objections = List.copyOf(objections);
        peers = List.copyOf(peers);
        cpu = List.copyOf(cpu);
        saturation = List.copyOf(saturation);
        latency = List.copyOf(latency);
        memory = List.copyOf(memory);
    }

    /**
     * A contestant.
     *
     * @param name its name on the command line
     * @param title as tables show it
     * @param version as it says itself; empty where it did not run
     * @param limiter where the state of its limit is
     * @param absent why it did not run; empty if it did
     * @param untried why its configuration has not been seen to work; empty if it has
     * @param checks what the pre-flight found
     * @param startMillis from exec to the first answer with 200, each time it was started
     * @param command how it was started, without the secret
     * @param configuration its files, by name, without the secret
     * @param tuning what was done for its performance
     * @param remarks what a reader of its numbers should know
     * @param documentation where that is written
     */
    public record PeerFacts(
            String name,
            String title,
            String version,
            Limiter limiter,
            String absent,
            String untried,
            List<Check> checks,
            List<Double> startMillis,
            String command,
            Map<String, String> configuration,
            List<String> tuning,
            List<String> remarks,
            List<String> documentation) {}

    /**
     * One thing that the pre-flight looked at.
     *
     * @param name such as {@code limit 10}
     * @param result what was found
     * @param detail in words
     */
    public record Check(String name, Result result, String detail) {
        /** What was found. */
        public enum Result {
            PASSED,
            FAILED,
            /** The machine was too slow to tell. */
            UNDECIDED,
            /** It has no such entrance. */
            NOT_AVAILABLE
        }
    }

    /**
     * One contestant in one round under saturating load.
     *
     * @param peer its name; empty for the upstream alone
     * @param rung how much work each request was
     * @param connections of the client
     * @param round counted from 0
     * @param requests answered
     * @param refused answered with a status above 399
     * @param failed not answered
     * @param seconds how long
     * @param cpuNanos user and system time of the gateway and all that it has started
     * @param sharedCpuNanos that of the store that it shares its limits in
     * @param upstreamCpuNanos that of the upstream
     * @param clientCpuNanos that of the client
     * @param exhausted whether subjects returned that should not have
     */
    public record LoadRound(
            String peer,
            Rung rung,
            int connections,
            int round,
            long requests,
            long refused,
            long failed,
            double seconds,
            long cpuNanos,
            long sharedCpuNanos,
            long upstreamCpuNanos,
            long clientCpuNanos,
            boolean exhausted) {
        /** Of the gateway, in microseconds. */
        public double cpuMicrosPerRequest() {
            return cpuNanos / 1e3 / Math.max(1, requests);
        }

        public double requestsPerSecond() {
            return requests / seconds;
        }

        /** How much of one processor the gateway had. */
        public double utilisation() {
            return cpuNanos / 1e9 / seconds;
        }
    }

    /**
     * One contestant in one round at a fixed rate; latency counts from when a request was due.
     *
     * @param peer its name
     * @param ratePerSecond requests due in each second
     * @param round counted from 0
     * @param p50Micros the median, in microseconds
     * @param p90Micros the 90th percentile
     * @param p99Micros the 99th percentile
     * @param p999Micros the 99.9th percentile
     * @param maxMicros the longest
     * @param answered with 200
     * @param otherwise with another status, or not at all
     * @param invalid why the round shows nothing; empty if it does
     */
    public record LatencyRound(
            String peer,
            int ratePerSecond,
            int round,
            double p50Micros,
            double p90Micros,
            double p99Micros,
            double p999Micros,
            double maxMicros,
            long answered,
            long otherwise,
            List<String> invalid) {}

    /**
     * One contestant's memory while it sees one new subject after the other, and after that.
     *
     * @param peer its name
     * @param measure what is meant by memory: resident memory, or the live set of a JVM
     * @param subjects distinct ones, in all
     * @param seconds how long they came
     * @param idleRssBytes resident memory before
     * @param rssBytes resident memory after the last of them
     * @param idleBytes the measure before
     * @param bytes the measure after the last of them
     * @param samples the measure on the way
     * @param growth what it grew by for each subject once its limits' window was over; null if that cannot be told
     * @param finding whether it keeps memory for subjects that are gone
     * @param giveBackSeconds until nine tenths of the growth were given back, or all but 1 MiB of it; null if it was not given back in time
     * @param waitedSeconds how long that was waited for
     */
    public record MemoryWatch(
            String peer,
            String measure,
            long subjects,
            double seconds,
            long idleRssBytes,
            long rssBytes,
            long idleBytes,
            long bytes,
            List<MemorySample> samples,
            @Nullable Growth growth,
            Finding finding,
            @Nullable Double giveBackSeconds,
            double waitedSeconds) {}

    /**
     * The measure of memory at one moment.
     *
     * @param seconds since the first request
     * @param subjects seen so far
     * @param bytes of the measure
     */
    public record MemorySample(double seconds, long subjects, long bytes) {}

    /**
     * A slope and its 95 % interval.
     *
     * @param bytesPerSubject the slope
     * @param lower the lower end
     * @param upper the upper end
     * @param epsilon the growth that is not told from none
     */
    public record Growth(double bytesPerSubject, double lower, double upper, double epsilon) {}
}
