package io.watertight.bench.hpa;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A pod as the autoscaler sees it. Instants are readings of the autoscaler's clock. Immutable.
 *
 * @param name by which its samples are found
 * @param phase how far its life has come
 * @param deleting whether it was told to end, however long that takes
 * @param startedNanos when it was started; absent where it was not yet
 * @param readiness what its Ready condition says; null where it has none
 * @param requestMilli thousandths of a core that it asks for; absent where it asks for none
 */
public record Pod(
        String name,
        Phase phase,
        boolean deleting,
        OptionalLong startedNanos,
        @Nullable Readiness readiness,
        OptionalLong requestMilli) {
    /** How far a pod's life has come. */
    public enum Phase {
        /** Accepted; not every container runs. */
        PENDING,
        RUNNING,
        /** Every container ended well. */
        SUCCEEDED,
        /** Every container ended, one of them not well. */
        FAILED
    }

    /**
     * A pod's Ready condition.
     *
     * @param ready whether traffic may be sent to it
     * @param sinceNanos when that last changed
     */
    public record Readiness(boolean ready, long sinceNanos) {}
}
