package io.watertight.bench.report;

import io.watertight.bench.proof.BucketPlace;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.LiveReading;
import io.watertight.bench.proof.PopulationBound;
import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import java.util.ArrayList;
import java.util.List;

/** Plots live buckets of a replica, or of the store, against both bounds. Stateless. */
final class PopulationChart {
    private static final int POINTS = 300;

    private PopulationChart() {}

    static Chart of(Evidence evidence, BucketPlace place) {
        PopulationBound bound = place.bound();
        List<LiveReading> readings = place.readings();
        long start = evidence.phases().loadStartNanos();
        long from = readings.getFirst().atNanos();
        long step = Math.max(1, (readings.getLast().atNanos() - from) / POINTS);
        List<Double> seconds = new ArrayList<>();
        List<Double> exact = new ArrayList<>();
        List<Double> published = new ArrayList<>();
        for (long instant = from; instant <= readings.getLast().atNanos(); instant += step) {
            seconds.add(seconds(instant - start));
            exact.add((double) bound.exactAt(instant));
            published.add((double) bound.publishedAt(instant));
        }
        return new Chart(
                "Live buckets, " + place.name(),
                "Every sample must lie on or below the exact bound.",
                false,
                timeAxis(evidence),
                new Axis("buckets", Scale.LINEAR),
                List.of(
                        new Series("published bound", Tone.FAINT, Look.DASHED, seconds, published),
                        new Series("exact bound", Tone.LIMIT, Look.LINE, seconds, exact),
                        new Series(
                                "live",
                                Tone.OBSERVED,
                                Look.DOTS,
                                readings.stream()
                                        .map(reading -> seconds(reading.atNanos() - start))
                                        .toList(),
                                readings.stream()
                                        .map(reading -> (double) reading.live())
                                        .toList())));
    }

    /** The same for all replicas, so that one can see which was there when. */
    static Axis timeAxis(Evidence evidence) {
        long lastReading = evidence.replicas().stream()
                .flatMap(replica -> replica.ledgerReadings().stream())
                .mapToLong(LedgerSample::nowNanos)
                .max()
                .orElse(evidence.phases().loadEndNanos());
        return new Axis(
                "time (s)",
                Scale.LINEAR,
                seconds(lastReading - evidence.phases().loadStartNanos()));
    }

    /** In seconds, to the millisecond: more digits would only make the file longer. */
    static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }
}
