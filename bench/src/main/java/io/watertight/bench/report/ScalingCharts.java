package io.watertight.bench.report;

import static io.watertight.bench.report.PopulationChart.seconds;
import static io.watertight.bench.report.PopulationChart.timeAxis;

import io.watertight.bench.proof.BucketPlace;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LiveReading;
import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import io.watertight.bench.report.ScalingDetails.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Plots a run whose replicas came and went, one above the other on the same axis of time: how many there were, what each
 * incarnation held against its own bound, and what their sum would have shown. Stateless.
 */
final class ScalingCharts {
    private static final int POINTS = 120;

    private ScalingCharts() {}

    static List<Chart> of(Evidence evidence, ScalingDetails scaling) {
        return List.of(replicas(evidence, scaling.counts()), incarnations(evidence), sum(evidence));
    }

    private static Chart replicas(Evidence evidence, List<Count> counts) {
        long start = evidence.phases().loadStartNanos();
        List<Double> seconds = counts.stream()
                .map(count -> Math.max(0, seconds(count.atNanos() - start)))
                .toList();
        List<Series> series = new ArrayList<>();
        series.add(new Series("desired", Tone.FAINT, Look.DASHED_STEPS, seconds, column(counts, Count::desired)));
        series.add(new Series("ready", Tone.OBSERVED, Look.STEPS, seconds, column(counts, Count::ready)));
        series.add(new Series("terminating", Tone.DENIED, Look.STEPS, seconds, column(counts, Count::terminating)));
        List<Double> events = evidence.events().stream()
                .map(event -> seconds(event.span().fromNanos() - start))
                .toList();
        if (!events.isEmpty()) {
            series.add(new Series(
                    "event",
                    Tone.LIMIT,
                    Look.DOTS,
                    events,
                    events.stream().map(at -> 0.0).toList()));
        }
        return new Chart(
                "Replicas",
                "As many as the autoscaler wants, as many as take requests, and those that are on their way out.",
                true,
                timeAxis(evidence),
                new Axis("replicas", Scale.LINEAR),
                series);
    }

    private static List<Double> column(List<Count> counts, ToIntFunction<Count> column) {
        return counts.stream().map(count -> (double) column.applyAsInt(count)).toList();
    }

    private static Chart incarnations(Evidence evidence) {
        List<Series> series = new ArrayList<>();
        List<BucketPlace> places = BucketPlace.of(evidence).stream()
                .filter(place -> !place.readings().isEmpty())
                .toList();
        places.forEach(place -> series.add(bound(evidence, place)));
        places.forEach(place -> series.add(live(evidence, place)));
        return new Chart(
                "Live buckets of each incarnation, and its own bound",
                "No incarnation may hold more than it was charged for in the last time to full, whoever else is there.",
                true,
                timeAxis(evidence),
                new Axis("buckets", Scale.LINEAR),
                series);
    }

    private static Series bound(Evidence evidence, BucketPlace place) {
        long start = evidence.phases().loadStartNanos();
        long from = place.readings().getFirst().atNanos();
        long to = place.readings().getLast().atNanos();
        long step = Math.max(1_000_000, (to - from) / POINTS);
        List<Double> seconds = new ArrayList<>();
        List<Double> bound = new ArrayList<>();
        for (long instant = from; instant <= to; instant += step) {
            seconds.add(seconds(instant - start));
            bound.add((double) place.bound().exactAt(instant));
        }
        return new Series("bound", Tone.LIMIT, Look.LINE, seconds, bound);
    }

    private static Series live(Evidence evidence, BucketPlace place) {
        long start = evidence.phases().loadStartNanos();
        List<LiveReading> readings = place.readings();
        return new Series(
                "live",
                Tone.OBSERVED,
                Look.LINE,
                readings.stream()
                        .map(reading -> seconds(reading.atNanos() - start))
                        .toList(),
                readings.stream().map(reading -> (double) reading.live()).toList());
    }

    private static Chart sum(Evidence evidence) {
        long start = evidence.phases().loadStartNanos();
        List<PodSum.Point> points = PodSum.of(evidence).points();
        List<Double> seconds =
                points.stream().map(point -> seconds(point.atNanos() - start)).toList();
        return new Chart(
                "What a sum over replicas would have shown",
                "Replicas that go take their buckets with them, and new ones begin with none: a leak falls with every scale-down.",
                true,
                timeAxis(evidence),
                new Axis("buckets", Scale.LINEAR),
                List.of(
                        new Series(
                                "sum of the bounds",
                                Tone.LIMIT,
                                Look.LINE,
                                seconds,
                                points.stream()
                                        .map(point -> (double) point.bound())
                                        .toList()),
                        new Series(
                                "sum of live buckets",
                                Tone.OBSERVED,
                                Look.LINE,
                                seconds,
                                points.stream()
                                        .map(point -> (double) point.live())
                                        .toList())));
    }
}
