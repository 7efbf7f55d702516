package io.watertight.bench.localcluster;

import io.watertight.bench.hpa.AutoscalerSpec;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.TimeScale;
import java.time.Duration;

/**
 * What a Deployment and its HorizontalPodAutoscaler say. Immutable.
 *
 * @param autoscaler the autoscaler's spec
 * @param pods what applies to each pod
 */
public record ClusterProfile(AutoscalerSpec autoscaler, PodSettings pods) {
    /** Less would be a busy loop, in however short a time. */
    private static final Duration SHORTEST_PROBE_PERIOD = Duration.ofMillis(100);

    /** Under less a JVM does not start in a time that could be scaled. */
    private static final int LEAST_LIMIT_MILLI = 500;

    /**
     * The same in miniature: everything that takes a named time is that much faster, and each pod that much smaller, so that a
     * load that fits on one machine has a cluster to scale.
     *
     * @param capacity how many times less a pod asks for and is meant to serve, at least 1
     */
    public ClusterProfile scaled(TimeScale time, double capacity) {
        AutoscalerSpec sooner = autoscaler.scaled(time);
        AutoscalerSpec smaller = new AutoscalerSpec(
                sooner.minReplicas(),
                sooner.maxReplicas(),
                sooner.metrics().stream()
                        .map(metric -> smaller(metric, capacity))
                        .toList(),
                sooner.behavior());
        Duration probe = time.shorten(pods.readinessPeriod());
        return new ClusterProfile(
                smaller,
                new PodSettings(
                        (int) Math.max(1, Math.round(pods.requestMilli() / capacity)),
                        pods.limitMilli() == 0
                                ? 0
                                : (int) Math.max(LEAST_LIMIT_MILLI, Math.round(pods.limitMilli() / capacity)),
                        probe.compareTo(SHORTEST_PROBE_PERIOD) < 0 ? SHORTEST_PROBE_PERIOD : probe,
                        pods.readinessFailures(),
                        time.shorten(pods.propagation()),
                        time.shorten(pods.preStop()),
                        time.shorten(pods.grace())));
    }

    private static MetricTarget smaller(MetricTarget metric, double capacity) {
        return switch (metric) {
            case MetricTarget.CpuUtilization cpu -> cpu;
            case MetricTarget.PodsAverage average ->
                new MetricTarget.PodsAverage(
                        average.name(), Math.max(1, Math.round(average.averageMilli() / capacity)));
        };
    }

    /** The same between other numbers of replicas. */
    public ClusterProfile between(int minReplicas, int maxReplicas) {
        return new ClusterProfile(
                new AutoscalerSpec(minReplicas, maxReplicas, autoscaler.metrics(), autoscaler.behavior()), pods);
    }
}
