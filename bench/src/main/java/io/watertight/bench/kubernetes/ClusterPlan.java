package io.watertight.bench.kubernetes;

import io.watertight.bench.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be observed on a cluster. Immutable.
 *
 * @param release whose gateways
 * @param policy which policy; null for the only one, or the one called {@code default}
 * @param duration how long load is watched; null until the k6 pods of the release have ended
 * @param subjectsSent the exact number of subjects that the load sends; null where k6 says it, or nobody
 * @param period between two readings of a ledger
 */
public record ClusterPlan(
        Release release,
        @Nullable String policy,
        @Nullable Duration duration,
        @Nullable Long subjectsSent,
        Duration period) {
    /** Between two readings, where nothing else is said. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    public ClusterPlan {
        if (subjectsSent != null && subjectsSent < 1) {
            throw new IllegalArgumentException("subjects sent: " + subjectsSent + " (expected: >= 1)");
        }
        if (duration != null && !duration.isPositive()) {
            throw new IllegalArgumentException("duration: " + Durations.text(duration) + " (expected: > 0)");
        }
    }
}
