package io.watertight.bench.proof;

/** How a replica incarnation ended. */
public sealed interface ReplicaEnd {

    /** When it ended; {@link Span#UNENDED} if it has not. */
    default long atNanos() {
        return switch (this) {
            case StillRunning running -> Span.UNENDED;
            case Stopped(LedgerSample obituary) -> obituary.nowNanos();
            case Killed(long atNanos, long inFlight) -> atNanos;
            case Vanished(long atNanos) -> atNanos;
        };
    }

    /** Whether it ended before that instant. */
    default boolean before(long instantNanos) {
        return atNanos() < instantNanos;
    }

    /** It was still running when the evidence was sealed. */
    record StillRunning() implements ReplicaEnd {}

    /**
     * It was asked to stop and left its last ledger.
     *
     * @param obituary the ledger at exit, taken when nothing was in flight any more
     */
    record Stopped(LedgerSample obituary) implements ReplicaEnd {}

    /**
     * It was killed, and could leave nothing.
     *
     * @param atNanos when, on the host's monotonic clock
     * @param inFlight the most requests that can have been there at that instant, at least 0
     */
    record Killed(long atNanos, long inFlight) implements ReplicaEnd {
        public Killed {
            if (inFlight < 0) {
                throw new IllegalArgumentException("inFlight: " + inFlight + " (expected: >= 0)");
            }
        }
    }

    /**
     * Nobody killed it, and yet it left no last ledger: it ended by itself, or did not end in time when it was asked to.
     *
     * @param atNanos when, on the host's monotonic clock
     */
    record Vanished(long atNanos) implements ReplicaEnd {}
}
