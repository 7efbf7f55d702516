package io.watertight.bench.report;

import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Plots latency by percentile. Stateless. */
final class LatencyChart {
    private static final int TICKS_PER_HALF_DISTANCE = 10;

    private LatencyChart() {}

    /** Plots a histogram of nanoseconds with at least one value. */
    static Chart of(Histogram latencies) {
        List<Double> percentiles = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        for (HistogramIterationValue value : latencies.percentiles(TICKS_PER_HALF_DISTANCE)) {
            if (value.getPercentileLevelIteratedTo() < 100) {
                percentiles.add(value.getPercentileLevelIteratedTo());
                millis.add(Math.max(1, value.getValueIteratedTo()) / 1e6);
            }
        }
        return new Chart(
                "Latency",
                "From the instant at which a request was due, so that waiting for a stalled gateway counts.",
                true,
                new Axis("percentile", Scale.PERCENTILE),
                new Axis("ms", Scale.LOGARITHMIC),
                List.of(new Series("latency", Tone.OBSERVED, Look.LINE, percentiles, millis)));
    }
}
