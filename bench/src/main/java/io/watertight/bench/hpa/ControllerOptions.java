package io.watertight.bench.hpa;

import java.time.Duration;

/**
 * What a cluster sets once for all its autoscalers: the flags {@code --horizontal-pod-autoscaler-*} of
 * kube-controller-manager. Immutable.
 *
 * @param syncPeriod from one reconciliation to the next, longer than zero
 * @param downscaleStabilization the window for going down of an autoscaler that names none
 * @param initializationPeriod for so long after its start a pod's CPU is doubted
 * @param initialReadinessDelay a pod that was last seen to become unready within this time of its start was never ready
 * @param tolerance how far a metric may be from its target
 */
public record ControllerOptions(
        Duration syncPeriod,
        Duration downscaleStabilization,
        Duration initializationPeriod,
        Duration initialReadinessDelay,
        Tolerance tolerance) {
    /** What every flag is if nobody sets it: 15 s, 5 min, 5 min, 30 s and 0.1. */
    public static final ControllerOptions DEFAULTS = new ControllerOptions(
            Duration.ofSeconds(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Tolerance.DEFAULT);

    /** @throws IllegalArgumentException if the period is not positive or another duration is negative */
    public ControllerOptions {
        if (!syncPeriod.isPositive()) {
            throw new IllegalArgumentException("sync period: " + syncPeriod + " (expected: > 0)");
        }
        if (downscaleStabilization.isNegative()
                || initializationPeriod.isNegative()
                || initialReadinessDelay.isNegative()) {
            throw new IllegalArgumentException("controller options: a negative duration (expected: >= 0)");
        }
    }

    /** The same with all durations shortened. */
    public ControllerOptions scaled(TimeScale scale) {
        return new ControllerOptions(
                scale.shorten(syncPeriod),
                scale.shorten(downscaleStabilization),
                scale.shorten(initializationPeriod),
                scale.shorten(initialReadinessDelay),
                tolerance);
    }
}
