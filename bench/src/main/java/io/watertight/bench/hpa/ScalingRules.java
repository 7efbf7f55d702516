package io.watertight.bench.hpa;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How fast, and how soon, the number of replicas may change in one direction. Immutable.
 *
 * @param stabilization a recommendation counts for so long; 0 to 1 hour; where absent, the controller's window for going down
 * @param select which policy counts where there are several
 * @param policies how much may change, at least one
 */
public record ScalingRules(Optional<Duration> stabilization, Select select, List<ScalingPolicy> policies) {
    private static final Duration MAX_STABILIZATION = Duration.ofHours(1);
    private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(15);

    /** Which of several policies counts. */
    public enum Select {
        /** The one that allows the largest change. */
        MAX,
        /** The one that allows the smallest change. */
        MIN,
        /** None: no change in this direction. */
        DISABLED
    }

    /** Four pods or as many again per 15 seconds, whichever is more, at once. */
    public static final ScalingRules UP = new ScalingRules(
            Optional.of(Duration.ZERO),
            Select.MAX,
            List.of(ScalingPolicy.pods(4, DEFAULT_PERIOD), ScalingPolicy.percent(100, DEFAULT_PERIOD)));

    /** Everything per 15 seconds, after the controller's window. */
    public static final ScalingRules DOWN =
            new ScalingRules(Optional.empty(), Select.MAX, List.of(ScalingPolicy.percent(100, DEFAULT_PERIOD)));

    /** @throws IllegalArgumentException if there is no policy or the window is out of range */
    public ScalingRules {
        policies = List.copyOf(policies);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("policies: none (expected: at least one)");
        }
        stabilization.ifPresent(ScalingRules::requireWindow);
    }

    public ScalingRules withStabilization(Duration window) {
        return new ScalingRules(Optional.of(window), select, policies);
    }

    public ScalingRules withSelect(Select which) {
        return new ScalingRules(stabilization, which, policies);
    }

    public ScalingRules withPolicies(List<ScalingPolicy> others) {
        return new ScalingRules(stabilization, select, others);
    }

    ScalingRules scaled(TimeScale scale) {
        return new ScalingRules(
                stabilization.map(scale::shorten),
                select,
                policies.stream().map(policy -> policy.scaled(scale)).toList());
    }

    /** How long a change of the past can matter to a policy. */
    long longestPeriodNanos() {
        return policies.stream()
                .mapToLong(policy -> policy.period().toNanos())
                .max()
                .orElseThrow();
    }

    private static void requireWindow(Duration window) {
        if (window.isNegative() || window.compareTo(MAX_STABILIZATION) > 0) {
            throw new IllegalArgumentException("stabilization window: " + window + " (expected: 0 to 1 hour)");
        }
    }
}
