package io.watertight.bench.report;

import static io.watertight.bench.report.PopulationChart.seconds;
import static io.watertight.bench.report.PopulationChart.timeAxis;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.ReplicaEvidence;
import io.watertight.bench.report.Chart.Axis;
import io.watertight.bench.report.Chart.Look;
import io.watertight.bench.report.Chart.Scale;
import io.watertight.bench.report.Chart.Series;
import io.watertight.bench.report.Chart.Tone;
import java.util.List;
import java.util.function.ToLongFunction;

/** Plots what a replica held after each full collection. Stateless. */
final class LiveSetChart {
    private static final double MEBIBYTE = 1L << 20;

    private LiveSetChart() {}

    static Chart of(Evidence evidence, ReplicaEvidence replica) {
        long start = evidence.phases().loadStartNanos();
        List<Double> seconds = replica.processSamples().stream()
                .map(sample -> seconds(sample.atNanos() - start))
                .toList();
        return new Chart(
                "Memory after a full collection, " + replica.name(),
                "Flat once warm, whatever the number of subjects seen.",
                false,
                timeAxis(evidence),
                new Axis("MiB", Scale.LINEAR),
                List.of(
                        new Series(
                                "direct buffers",
                                Tone.FAINT,
                                Look.DOTS,
                                seconds,
                                mebibytes(replica, ProcessSample::directBytes)),
                        new Series(
                                "live set",
                                Tone.OBSERVED,
                                Look.DOTS,
                                seconds,
                                mebibytes(replica, ProcessSample::heapUsedBytes))));
    }

    private static List<Double> mebibytes(ReplicaEvidence replica, ToLongFunction<ProcessSample> column) {
        return replica.processSamples().stream()
                .map(sample -> Math.round(column.applyAsLong(sample) / MEBIBYTE * 1e3) / 1e3)
                .toList();
    }
}
