package io.watertight.bench.cli;

import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.localcluster.Chart;
import io.watertight.bench.localcluster.ClusterProfile;
import io.watertight.bench.prove.AutoscalePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a proof whose gateways are scaled. */
final class AutoscaleOptions {
    private static final int STORM_WAVES = 6;
    private static final int WAVES = 2;
    private static final int MAX_REPLICAS = 8;
    private static final double STORM_KILLS_EVERY_SECONDS = 30;

    /** About what a gateway needs for a request where it has few at a time, and how many replicas there are follows from. */
    private static final double CPU_SECONDS_PER_REQUEST = 120e-6;

    @Option(
            names = "--autoscale",
            description =
                    "The number of gateways follows the load, as the HorizontalPodAutoscaler of the chart would have it.")
    private boolean autoscale;

    @Option(
            names = "--storm",
            description =
                    "--autoscale from 1 to 12 and back, again and again, while gateways are killed; about four minutes.")
    private boolean storm;

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            defaultValue = "15",
            description =
                    "How many times faster than in a cluster the autoscaler and the pods' times are (default: ${DEFAULT-VALUE}).")
    private double timeScale;

    @Option(
            names = "--capacity-scale",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "How many times less than in the chart a pod asks for and is meant to serve (default: ${DEFAULT-VALUE}).")
    private double capacityScale;

    @Option(names = "--min-replicas", paramLabel = "N", description = "of --autoscale (default: 2; storm: 1)")
    private @Nullable Integer minReplicas;

    @Option(names = "--max-replicas", paramLabel = "N", description = "of --autoscale (default: 8; storm: 12)")
    private @Nullable Integer maxReplicas;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description =
                    "Values of the chart that the autoscaler and the pods are as in (default: its values-scaling.yaml).")
    private @Nullable Path values;

    /**
     * The plan; null where nothing is scaled.
     *
     * @throws IOException if the chart cannot be rendered or read
     */
    @Nullable
    AutoscalePlan plan() throws IOException {
        if (!autoscale && !storm) {
            return null;
        }
        TimeScale time = new TimeScale(timeScale);
        if (!(capacityScale >= 1)) {
            throw new IllegalArgumentException("--capacity-scale: " + capacityScale + " (expected: >= 1)");
        }
        ClusterProfile chart = values == null ? Chart.profile() : Chart.profile(values);
        int least = minReplicas != null
                ? minReplicas
                : storm ? 1 : chart.autoscaler().minReplicas();
        int most = maxReplicas != null
                ? maxReplicas
                : storm
                        ? chart.autoscaler().maxReplicas()
                        : Math.min(MAX_REPLICAS, chart.autoscaler().maxReplicas());
        return new AutoscalePlan(
                chart.between(least, most).scaled(time, capacityScale),
                time,
                capacityScale,
                storm ? STORM_WAVES : WAVES);
    }

    /** What such a run does where nobody says otherwise. */
    Defaults defaults(Defaults usual, AutoscalePlan plan) {
        Duration duration = Duration.ofSeconds(storm ? 200 : 120);
        int least = Math.max(1, plan.profile().autoscaler().minReplicas());
        return usual.scaled(
                duration.compareTo(usual.duration()) > 0 ? duration : usual.duration(),
                least,
                storm ? kills(duration) : "");
    }

    private static String kills(Duration duration) {
        int kills = (int) (duration.toSeconds() / STORM_KILLS_EVERY_SECONDS) - 1;
        return IntStream.rangeClosed(1, kills)
                .mapToObj(i ->
                        "kill@" + Math.round(duration.toSeconds() / 6.0 + i * STORM_KILLS_EVERY_SECONDS * 0.8) + "s")
                .collect(Collectors.joining(","));
    }

    /** About the rate that needs the most replicas there may be. */
    double rate(AutoscalePlan plan) {
        int requestMilli = plan.profile().pods().requestMilli();
        double perReplica = plan.profile().autoscaler().metrics().stream()
                .mapToDouble(metric -> switch (metric) {
                    case MetricTarget.CpuUtilization cpu ->
                        requestMilli / 1e3 * cpu.percent() / 100 / CPU_SECONDS_PER_REQUEST;
                    case MetricTarget.PodsAverage average -> average.averageMilli() / 1e3;
                })
                .min()
                .orElseThrow();
        return Math.rint(perReplica * plan.profile().autoscaler().maxReplicas());
    }
}
