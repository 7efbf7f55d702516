package io.watertight.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run sent, what came back, and whether the generator was the limit. Immutable.
 *
 * <p>{@code intended = sent + failures(CONNECT) + dropped} and {@code sent = answered + other failures + unanswered}.
 *
 * @param scheduled how long the schedule was
 * @param elapsed how much of it was run: less than {@code scheduled} only where the run was stopped
 * @param intended requests that were due in that time
 * @param sent requests sent
 * @param answered requests answered, with whatever status
 * @param dropped requests that could not be sent, because no connection became free until the end and the grace after it
 * @param unanswered requests without an answer yet when the run was stopped
 * @param statuses answers by status
 * @param failures requests without an answer, by reason; every kind has an entry
 * @param intendedPerSecond the mean rate that was due
 * @param achievedPerSecond the mean rate at which requests were sent, or tried to, until the end of the schedule
 * @param latency from when requests were due to the whole answer
 * @param serviceTime from when requests were sent to the whole answer
 * @param sendLag from when requests were due to when they were sent, waiting for a connection included
 * @param dispatchLag from when requests were due to when the generator came to them: its own lateness alone
 * @param cpuShare the CPU time of the generator as a part of what it can have, 0..1: of one core for a single thread
 * @param distinctSubjects how many subjects requests were sent for, exactly, by stream name
 * @param objections what the engine itself holds against the run, as sentences without a full stop
 */
public record LoadResult(
        Duration scheduled,
        Duration elapsed,
        long intended,
        long sent,
        long answered,
        long dropped,
        long unanswered,
        SortedMap<Integer, Long> statuses,
        Map<FailureKind, Long> failures,
        double intendedPerSecond,
        double achievedPerSecond,
        Distribution latency,
        Distribution serviceTime,
        Distribution sendLag,
        Distribution dispatchLag,
        double cpuShare,
        Map<String, Long> distinctSubjects,
        List<String> objections) {
    private static final double MAX_RATE_ERROR = 0.01;
    private static final double MAX_CPU_SHARE = 0.9;
    private static final Duration MAX_DISPATCH_LAG = Duration.ofMillis(10);

    public LoadResult {
        objections = List.copyOf(objections);
    }

    /** Requests that got no answer, for whatever reason. */
    public long failed() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Why this run cannot show what it was meant to show; empty where it can. Each reason is a sentence with the figure and
     * its limit.
     */
    public List<String> validity() {
        return validity(MAX_DISPATCH_LAG);
    }

    /**
     * The same where nothing is concluded from when answers came, so that requests may be sent later than where something is.
     *
     * @param mostLag how late the generator itself may be, at the 99th percentile
     */
    public List<String> validity(Duration mostLag) {
        List<String> reasons = new ArrayList<>(objections);
        if (elapsed.compareTo(scheduled) < 0) {
            reasons.add(
                    String.format(Locale.ROOT, "stopped after %.1f s of %.1f s", seconds(elapsed), seconds(scheduled)));
        }
        if (dropped > 0) {
            reasons.add(String.format(
                    Locale.ROOT, "%d of %d requests could not be sent: no connection was free", dropped, intended));
        }
        // one request more or less is no error of the rate, however short the run
        double oneRequestPerSecond = 1 / Math.max(1e-9, seconds(elapsed));
        if (achievedPerSecond < intendedPerSecond * (1 - MAX_RATE_ERROR) - oneRequestPerSecond) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "rate not achieved: %.1f/s of %.1f/s (limit: 1 %% less)",
                    achievedPerSecond,
                    intendedPerSecond));
        }
        if (cpuShare > MAX_CPU_SHARE) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "generator saturated: %.0f %% of its CPU (limit: %.0f %%)",
                    cpuShare * 100,
                    MAX_CPU_SHARE * 100));
        }
        if (dispatchLag.percentileNanos(99) > mostLag.toNanos()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "generator late: p99 %.1f ms (limit: %.1f ms)",
                    dispatchLag.percentileNanos(99) / 1e6,
                    mostLag.toNanos() / 1e6));
        }
        return reasons;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
