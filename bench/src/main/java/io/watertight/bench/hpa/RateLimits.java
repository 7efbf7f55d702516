package io.watertight.bench.hpa;

import java.util.stream.IntStream;

/**
 * How far the number of replicas may go in one reconciliation: by the policies, by the bounds, and without a behavior by the
 * older rule. Reads the events of the past and changes nothing.
 *
 * <p>Source: horizontal.go, {@code convertDesiredReplicasWithBehaviorRate} and {@code convertDesiredReplicasWithRules}.
 *
 * @param added replicas that came
 * @param removed replicas that went
 */
record RateLimits(ScaleEvents added, ScaleEvents removed) {
    private static final int OLD_FACTOR = 2;
    private static final int OLD_LEAST = 4;

    /** What is allowed with a behavior; never past a bound, and never against the direction that is desired. */
    Limited limit(AutoscalerSpec spec, Behavior behavior, int current, int desired, long nowNanos) {
        if (desired > current) {
            int byRate = Math.max(current, up(behavior.up(), current, nowNanos));
            boolean rate = byRate < spec.maxReplicas();
            int most = rate ? byRate : spec.maxReplicas();
            if (desired > most) {
                return new Limited(most, rate ? Decision.Limit.UP_RATE : Decision.Limit.MAXIMUM);
            }
        } else if (desired < current) {
            int byRate = Math.min(current, down(behavior.down(), current, nowNanos));
            boolean rate = byRate > spec.minReplicas();
            int fewest = rate ? byRate : spec.minReplicas();
            if (desired < fewest) {
                return new Limited(fewest, rate ? Decision.Limit.DOWN_RATE : Decision.Limit.MINIMUM);
            }
        }
        return new Limited(desired, Decision.Limit.NONE);
    }

    /** What is allowed without a behavior: twice as many or four, at once, and any fewer down to the bound. */
    static Limited limitWithoutBehavior(AutoscalerSpec spec, int current, int desired) {
        int byRate = Math.max(OLD_FACTOR * current, OLD_LEAST);
        boolean rate = byRate < spec.maxReplicas();
        int most = rate ? byRate : spec.maxReplicas();
        if (desired < spec.minReplicas()) {
            return new Limited(spec.minReplicas(), Decision.Limit.MINIMUM);
        }
        if (desired > most) {
            return new Limited(most, rate ? Decision.Limit.UP_RATE : Decision.Limit.MAXIMUM);
        }
        return new Limited(desired, Decision.Limit.NONE);
    }

    /** The most replicas that these rules allow. */
    int up(ScalingRules rules, int current, long nowNanos) {
        IntStream allowed =
                rules.policies().stream().mapToInt(policy -> policy.upFrom(atStart(policy, current, nowNanos)));
        return switch (rules.select()) {
            case DISABLED -> current;
            case MIN -> allowed.min().orElseThrow();
            case MAX -> allowed.max().orElseThrow();
        };
    }

    /** The fewest replicas that these rules allow. */
    int down(ScalingRules rules, int current, long nowNanos) {
        IntStream allowed =
                rules.policies().stream().mapToInt(policy -> policy.downFrom(atStart(policy, current, nowNanos)));
        return switch (rules.select()) {
            case DISABLED -> current;
            case MIN -> allowed.max().orElseThrow();
            case MAX -> allowed.min().orElseThrow();
        };
    }

    private int atStart(ScalingPolicy policy, int current, long nowNanos) {
        long period = policy.period().toNanos();
        return current - added.within(period, nowNanos) + removed.within(period, nowNanos);
    }
}
