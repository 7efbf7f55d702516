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

    /** The same with everything that takes a named time that much faster. */
    public ClusterProfile scaled(TimeScale time) {
        Duration probe = time.shorten(pods.readinessPeriod());
        return new ClusterProfile(
                autoscaler.scaled(time),
                new PodSettings(
                        pods.requestMilli(),
                        pods.limitMilli(),
                        probe.compareTo(SHORTEST_PROBE_PERIOD) < 0 ? SHORTEST_PROBE_PERIOD : probe,
                        pods.readinessFailures(),
                        time.shorten(pods.propagation()),
                        time.shorten(pods.preStop()),
                        time.shorten(pods.grace())));
    }

    /**
     * The autoscaler for pods that ask for so much less and are meant to serve so much less, so that a load that fits on one
     * machine has a cluster to scale. What a pod may use at most stays: the start of a process is no smaller.
     *
     * @param capacity how many times less, above 0
     */
    public AutoscalerSpec autoscalerFor(double capacity) {
        return new AutoscalerSpec(
                autoscaler.minReplicas(),
                autoscaler.maxReplicas(),
                autoscaler.metrics().stream()
                        .map(metric -> smaller(metric, capacity))
                        .toList(),
                autoscaler.behavior());
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
