package io.watertight.bench.report;

import static io.watertight.bench.report.PopulationChart.seconds;

import io.watertight.bench.proof.AdmissionCurve;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.Slack;
import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plots what the subject nearest to its limit was given, against what it may have. Stateless. */
final class AdmissionChart {
    private static final int MOST_POINTS = 400;

    private AdmissionChart() {}

    static Optional<Chart> of(Evidence evidence) {
        return AdmissionCurve.tightest(evidence).map(curve -> chart(evidence, curve));
    }

    private static Chart chart(Evidence evidence, AdmissionCurve curve) {
        List<Long> offsets = curve.offsetsNanos()
                .subList(0, Math.min(MOST_POINTS, curve.offsetsNanos().size()));
        List<Double> seconds = new ArrayList<>();
        List<Double> admitted = new ArrayList<>();
        for (int i = 0; i < offsets.size(); i++) {
            seconds.add(seconds(offsets.get(i)));
            admitted.add(i + 1.0);
        }
        List<Double> allowedSeconds = new ArrayList<>();
        List<Double> allowed = new ArrayList<>();
        long interval = evidence.limit().emissionIntervalNanos();
        long end = offsets.getLast() + interval;
        Slack slack = Slack.of(evidence);
        for (long window = 0; window <= end; window += Math.max(interval, end / MOST_POINTS)) {
            allowedSeconds.add(seconds(window));
            allowed.add((double) slack.allowedBetween(curve.fromNanos(), curve.fromNanos() + window));
        }
        return new Chart(
                "Admitted against allowed, subject " + curve.subject() + " on " + curve.who(),
                "The subject that came closest to its limit, from the instant its bucket was last full"
                        + (offsets.size() < curve.offsetsNanos().size()
                                ? "; the first " + MOST_POINTS + " of "
                                        + curve.offsetsNanos().size() + " admissions."
                                : "."),
                true,
                new Axis("length of the window (s)", Scale.LINEAR),
                new Axis("requests", Scale.LINEAR),
                List.of(
                        new Series(
                                "allowed: b + floor(rho*w)"
                                        + (evidence.mode().mode() == LimiterMode.LOCAL ? "" : " + slack"),
                                Tone.LIMIT,
                                Look.STEPS,
                                allowedSeconds,
                                allowed),
                        new Series("admitted", Tone.OBSERVED, Look.STEPS, seconds, admitted)));
    }
}
