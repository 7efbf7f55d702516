package io.watertight.bench.cli;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.localcluster.Chart;
import io.watertight.bench.localcluster.ClusterProfile;
import io.watertight.bench.prove.AutoscalePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a proof whose gateways are scaled. */
final class AutoscaleOptions {
    private static final int STORM_WAVES = 6;
    private static final int WAVES = 3;
    private static final double USUAL_TIME_SCALE = 15;
    private static final double STORM_TIME_SCALE = 30;
    private static final int STORM_EVENTS = 100;
    private static final int EVENTS = 20;
    private static final int QUICK_EVENTS = 6;
    private static final int MAX_REPLICAS = 8;
    private static final int QUICK_MAX_REPLICAS = 6;

    /** Pods as large as they seem to have to be may be enough two at a time, once they are compiled. */
    private static final double HEADROOM = 1.75;

    /** There, most of them are never compiled: smaller pods would stay busy between the waves. */
    private static final double STORM_HEADROOM = 1;

    private static final int LEAST_CAPACITY_SCALE = 1;
    private static final int MOST_CAPACITY_SCALE = 1000;

    private static final Duration STORM = Duration.ofMinutes(5);
    private static final Duration USUAL = Duration.ofSeconds(150);
    private static final Duration QUICK = Duration.ofSeconds(84);

    /** Requests per second for each replica when there are most: many enough to tell a leak, few enough for two cores. */
    private static final double RATE_PER_REPLICA = 100;

    /** The same where there is half the time to see enough subjects. */
    private static final double QUICK_RATE_PER_REPLICA = 200;

    /** The same where there are more of them, and most are seconds old. */
    private static final double STORM_RATE_PER_REPLICA = 60;

    @Option(
            names = "--autoscale",
            description =
                    "The number of gateways follows the load, as the HorizontalPodAutoscaler of the chart would have it.")
    private boolean autoscale;

    @Option(
            names = "--storm",
            description =
                    "--autoscale from 1 to 12 and back, again and again, while gateways are killed; five minutes of load.")
    private boolean storm;

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description =
                    "How many times faster than in a cluster the autoscaler and the pods' times are (default: 15; storm: 30).")
    private @Nullable Double timeScale;

    @Option(
            names = "--capacity-scale",
            paramLabel = "N",
            description =
                    "How many times less than in the chart a pod asks for (default: so that the highest rate needs all replicas, by what a request takes).")
    private @Nullable Double capacityScale;

    @Option(
            names = "--min-replicas",
            paramLabel = "N",
            description = "The fewest gateways of --autoscale (default: as in the chart, 2; storm: 1).")
    private @Nullable Integer minReplicas;

    @Option(
            names = "--max-replicas",
            paramLabel = "N",
            description = "The most gateways of --autoscale (default: 8, with --quick 6; storm: as in the chart, 12).")
    private @Nullable Integer maxReplicas;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description =
                    "Values of the chart that the autoscaler and the pods are as in (default: its values-scaling.yaml).")
    private @Nullable Path values;

    /** Whether gateways are scaled at all. */
    boolean isAsked() {
        return autoscale || storm;
    }

    /**
     * The plan; null where nothing is scaled.
     *
     * @param ownLoad whether the load is the proof's own, which goes up and down; a scenario may go one way only
     * @throws IOException if the chart cannot be rendered or read
     */
    @Nullable
    AutoscalePlan plan(boolean quick, boolean ownLoad) throws IOException {
        if (!isAsked()) {
            refuse("--time-scale", timeScale);
            refuse("--capacity-scale", capacityScale);
            refuse("--min-replicas", minReplicas);
            refuse("--max-replicas", maxReplicas);
            refuse("--values", values);
            return null;
        }
        TimeScale time = new TimeScale(timeScale != null ? timeScale : storm ? STORM_TIME_SCALE : USUAL_TIME_SCALE);
        if (capacityScale != null && !(capacityScale >= LEAST_CAPACITY_SCALE && capacityScale <= MOST_CAPACITY_SCALE)) {
            throw new IllegalArgumentException("--capacity-scale: " + capacityScale + " (expected: "
                    + LEAST_CAPACITY_SCALE + " to " + MOST_CAPACITY_SCALE + ")");
        }
        ClusterProfile chart = values == null ? Chart.profile() : Chart.profile(values);
        int least = minReplicas != null
                ? minReplicas
                : storm ? 1 : chart.autoscaler().minReplicas();
        int most = maxReplicas != null
                ? maxReplicas
                : storm
                        ? chart.autoscaler().maxReplicas()
                        : Math.min(
                                quick ? QUICK_MAX_REPLICAS : MAX_REPLICAS,
                                chart.autoscaler().maxReplicas());
        if (least < 1 || least >= most) {
            throw new IllegalArgumentException(
                    "--min-replicas: " + least + ", --max-replicas: " + most
                            + " (expected: at least 1, and more at most than at least: nothing is scaled from 0, nor between equals)");
        }
        return new AutoscalePlan(
                chart.between(least, most).scaled(time),
                time,
                capacityScale == null ? 0 : capacityScale,
                storm ? STORM_HEADROOM : HEADROOM,
                storm ? STORM_WAVES : quick ? 1 : WAVES,
                leastEvents(quick, ownLoad));
    }

    private static void refuse(String option, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: with --autoscale or --storm)");
        }
    }

    private int leastEvents(boolean quick, boolean ownLoad) {
        if (!ownLoad) {
            return 1;
        }
        return storm ? STORM_EVENTS : quick ? QUICK_EVENTS : EVENTS;
    }

    /**
     * What such a run does where nobody says otherwise.
     *
     * @param asked how long the load is to last; null where that is not said either
     */
    Defaults defaults(Defaults usual, AutoscalePlan plan, boolean quick, @Nullable Duration asked) {
        Duration duration = asked != null ? asked : storm ? STORM : quick ? QUICK : USUAL;
        return usual.scaled(
                duration, Math.max(1, plan.profile().autoscaler().minReplicas()), storm ? kills(plan, duration) : "");
    }

    /** One at the top of each wave, when there are others to go on. */
    private static String kills(AutoscalePlan plan, Duration duration) {
        return plan.peaks(duration).stream()
                .map(peak -> "kill@" + peak.toSeconds() + "s")
                .collect(Collectors.joining(","));
    }

    /** The highest rate. */
    double rate(AutoscalePlan plan, boolean quick) {
        return (storm ? STORM_RATE_PER_REPLICA : quick ? QUICK_RATE_PER_REPLICA : RATE_PER_REPLICA)
                * plan.profile().autoscaler().maxReplicas();
    }
}
