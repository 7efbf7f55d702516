package io.watertight.bench.hpa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an autoscaler is to do: a HorizontalPodAutoscaler's {@code spec}. Immutable.
 *
 * @param minReplicas at least 0, at most the maximum
 * @param maxReplicas at least 1
 * @param metrics at least one; the one that wants the most replicas counts
 * @param behavior how fast and how soon; where null, the older rules apply: up to twice as many or four, the controller's
 *     window for going down
 */
public record AutoscalerSpec(
        int minReplicas,
        int maxReplicas,
        List<MetricTarget> metrics,
        @Nullable Behavior behavior) {
    /** @throws IllegalArgumentException naming the component that is out of range */
    public AutoscalerSpec {
        metrics = List.copyOf(metrics);
        if (maxReplicas < 1) {
            throw new IllegalArgumentException("max replicas: " + maxReplicas + " (expected: >= 1)");
        }
        if (minReplicas < 0 || minReplicas > maxReplicas) {
            throw new IllegalArgumentException("min replicas: " + minReplicas + " (expected: 0.." + maxReplicas + ")");
        }
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics: none (expected: at least one)");
        }
    }

    /** The same with all durations shortened. */
    public AutoscalerSpec scaled(TimeScale scale) {
        return new AutoscalerSpec(minReplicas, maxReplicas, metrics, behavior == null ? null : behavior.scaled(scale));
    }
}
