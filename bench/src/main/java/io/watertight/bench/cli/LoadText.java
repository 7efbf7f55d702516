package io.watertight.bench.cli;

import io.watertight.bench.load.Distribution;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A load run in words. */
final class LoadText {
    private LoadText() {}

    static void printProgress(LoadProgress progress, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%4d s  sent %d  answered %d (%s)  failed %d  waiting %d  p99 %s%n",
                progress.elapsed().toSeconds(),
                progress.sent(),
                progress.answered(),
                counts(progress.statuses()),
                progress.failed(),
                progress.waiting(),
                millis(progress.p99LatencyNanos()));
        out.flush();
    }

    static void print(LoadResult result, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "requests   %d due, %d sent, %d answered, %d failed, %d dropped%n",
                result.intended(),
                result.sent(),
                result.answered(),
                result.failed(),
                result.dropped());
        out.printf(
                Locale.ROOT, "rate       %.1f/s of %.1f/s%n", result.achievedPerSecond(), result.intendedPerSecond());
        out.println("statuses   " + counts(result.statuses()));
        if (result.failed() > 0) {
            out.println("failures   " + failures(result));
        }
        out.println("latency    " + percentiles(result.latency()) + " (from when due)");
        out.println("service    " + percentiles(result.serviceTime()) + " (from when sent)");
        out.printf(
                Locale.ROOT,
                "generator  %.0f %% of a core, late by %s%n",
                result.cpuShare() * 100,
                percentiles(result.dispatchLag()));
        out.println("subjects   "
                + result.distinctSubjects().values().stream()
                        .mapToLong(Long::longValue)
                        .sum() + " distinct");
        out.println(
                "valid      " + (result.validity().isEmpty() ? "yes" : "NO: " + String.join("; ", result.validity())));
    }

    private static String failures(LoadResult result) {
        return result.failures().entrySet().stream()
                .filter(failure -> failure.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .map(failure ->
                        failure.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + failure.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String counts(Map<Integer, Long> statuses) {
        return statuses.isEmpty()
                ? "none"
                : statuses.entrySet().stream()
                        .map(status -> status.getKey() + ": " + status.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String percentiles(Distribution times) {
        return "p50 " + millis(times.percentileNanos(50)) + ", p90 " + millis(times.percentileNanos(90)) + ", p99 "
                + millis(times.percentileNanos(99)) + ", p99.9 " + millis(times.percentileNanos(99.9)) + ", max "
                + millis(times.maxNanos());
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.2f ms" : "%.0f ms", nanos / 1e6);
    }
}
