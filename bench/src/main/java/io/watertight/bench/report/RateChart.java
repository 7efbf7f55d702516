package io.watertight.bench.report;

import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import io.watertight.bench.report.RunDetails.RateSecond;
import java.util.List;
import java.util.function.ToLongFunction;

/** Plots what was offered, admitted and denied in each second. Stateless. */
final class RateChart {
    private RateChart() {}

    static Chart of(List<RateSecond> rates) {
        return new Chart(
                "Rate",
                "Answers are counted in the second in which they came.",
                true,
                new Axis("time (s)", Scale.LINEAR),
                new Axis("requests per second", Scale.LINEAR),
                List.of(
                        series("offered", Tone.FAINT, Look.DASHED_STEPS, rates, RateSecond::offered),
                        series("admitted (200)", Tone.ADMITTED, Look.STEPS, rates, RateSecond::admitted),
                        series("denied (429)", Tone.DENIED, Look.STEPS, rates, RateSecond::denied)));
    }

    private static Series series(
            String name, Tone tone, Look look, List<RateSecond> rates, ToLongFunction<RateSecond> column) {
        return new Series(
                name,
                tone,
                look,
                rates.stream().map(rate -> (double) rate.second()).toList(),
                rates.stream().map(rate -> (double) column.applyAsLong(rate)).toList());
    }
}
