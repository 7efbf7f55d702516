package io.watertight.bench.hpa;

import java.util.List;

/**
 * What a reconciliation came to. Immutable.
 *
 * @param current replicas before
 * @param desired replicas from now on
 * @param basis what decided
 * @param recommended what the metrics asked for, before anything held it back; {@code current} where no metric was asked or
 *     none could be used
 * @param stabilized what was left of that after the windows
 * @param limit what kept {@code desired} from {@code stabilized}
 * @param proposals of every metric in the order of the spec; empty where none was asked
 */
public record Decision(
        int current, int desired, Basis basis, int recommended, int stabilized, Limit limit, List<Proposal> proposals) {
    /** What decided. */
    public enum Basis {
        /** The metrics. */
        METRICS,
        /** More replicas than the maximum: straight to the maximum. */
        ABOVE_MAXIMUM,
        /** Fewer replicas than the minimum: straight to the minimum. */
        BELOW_MINIMUM,
        /** None of the metrics could be used, or one could not and the others would go down: nothing is done. */
        METRICS_UNKNOWN,
        /** Somebody set the number to 0, which turns an autoscaler off whose minimum is not 0. */
        SWITCHED_OFF
    }

    /** What keeps a number of replicas from what is desired. */
    public enum Limit {
        /** Nothing does. */
        NONE,
        /** The rate at which replicas may be added. */
        UP_RATE,
        /** The rate at which replicas may be removed. */
        DOWN_RATE,
        /** The fewest there may be. */
        MINIMUM,
        /** The most there may be. */
        MAXIMUM
    }

    public Decision {
        proposals = List.copyOf(proposals);
    }

    /** Whether the number of replicas changes. */
    public boolean scales() {
        return desired != current;
    }

    static Decision withoutMetrics(int current, int desired, Basis basis, List<Proposal> proposals) {
        return new Decision(current, desired, basis, current, current, Limit.NONE, proposals);
    }
}
