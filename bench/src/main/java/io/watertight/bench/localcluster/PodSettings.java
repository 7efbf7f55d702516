package io.watertight.bench.localcluster;

import java.time.Duration;

/**
 * How a cluster treats its pods. Durations are those of the run, not those of a cluster that it stands for. Immutable.
 *
 * @param requestMilli thousandths of a core that a pod asks for, at least 1
 * @param limitMilli thousandths of a core that a pod may use; 0 for no limit
 * @param readinessPeriod from one readiness probe to the next, longer than zero
 * @param readinessFailures so many in a row make a pod unready, at least 1
 * @param propagation until the balancer knows of an endpoint that came, or went
 * @param preStop from the decision to end a pod until SIGTERM; longer than the propagation, or connections are refused
 * @param grace from that decision until SIGKILL, longer than {@code preStop}
 */
public record PodSettings(
        int requestMilli,
        int limitMilli,
        Duration readinessPeriod,
        int readinessFailures,
        Duration propagation,
        Duration preStop,
        Duration grace) {

    /** @throws IllegalArgumentException naming the component that is out of range */
    public PodSettings {
        require(requestMilli >= 1, "request: " + requestMilli + "m (expected: >= 1m)");
        require(limitMilli >= 0, "limit: " + limitMilli + "m (expected: >= 0m)");
        require(readinessPeriod.isPositive(), "readiness period: " + readinessPeriod + " (expected: > 0)");
        require(readinessFailures >= 1, "readiness failures: " + readinessFailures + " (expected: >= 1)");
        require(!propagation.isNegative(), "propagation: " + propagation + " (expected: >= 0)");
        require(
                preStop.compareTo(propagation) >= 0,
                "preStop: " + preStop + " (expected: at least the propagation, " + propagation + ")");
        require(grace.compareTo(preStop) > 0, "grace: " + grace + " (expected: longer than preStop, " + preStop + ")");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
