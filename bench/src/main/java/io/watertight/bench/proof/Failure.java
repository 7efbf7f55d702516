package io.watertight.bench.proof;

/**
 * A request that did not end in an expected answer. Immutable.
 *
 * @param replica the number of the replica that should have answered, or {@link #UNKNOWN_REPLICA}
 * @param subject whose request it was
 * @param sentNanos when it was sent, or should have been, on the host's monotonic clock
 * @param kind what became of it
 * @param inDoubt whether the replica may have decided it without anybody knowing how; every law gives the replica the
 *     benefit of that doubt
 */
public record Failure(int replica, long subject, long sentNanos, Kind kind, boolean inDoubt) {
    /** Stands for a replica that is not known, because something in between chose it. */
    public static final int UNKNOWN_REPLICA = -1;

    /** A request without an answer. Of one that found no connection it is certain that nobody decided it. */
    public static Failure unanswered(int replica, long subject, long sentNanos, Kind kind) {
        return new Failure(replica, subject, sentNanos, kind, kind != Kind.NOT_CONNECTED);
    }

    /**
     * An answer with a status that nobody expected.
     *
     * @param decisionKnown whether the answer told the decision, and that was logged as well
     */
    public static Failure unexpectedStatus(int replica, long subject, long sentNanos, boolean decisionKnown) {
        return new Failure(replica, subject, sentNanos, Kind.UNEXPECTED_STATUS, !decisionKnown);
    }

    /** An answer with 503 by which a replica says that its store does not decide; a charge may have been made all the same. */
    public static Failure unavailable(int replica, long subject, long sentNanos) {
        return new Failure(replica, subject, sentNanos, Kind.UNAVAILABLE, true);
    }

    boolean wasSent() {
        return kind != Kind.NOT_CONNECTED;
    }

    boolean concerns(int someReplica) {
        return replica == someReplica || replica == UNKNOWN_REPLICA;
    }

    /** What became of the request. */
    public enum Kind {
        NOT_CONNECTED("not connected"),
        CLOSED("closed or reset before the answer"),
        TIMED_OUT("without an answer in time"),
        MALFORMED("answered with something that is not HTTP"),
        UNEXPECTED_STATUS("answered with an unexpected status"),
        UNAVAILABLE("answered with 503 because the store did not decide");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What became of it, for people. */
        public String words() {
            return words;
        }

        /** Whether there was an answer, if not the one that was hoped for. */
        boolean wasAnswered() {
            return this == UNEXPECTED_STATUS || this == UNAVAILABLE;
        }

        /** Whether the death of the replica that held the connection explains it. */
        boolean explainedByKill() {
            return this == NOT_CONNECTED || this == CLOSED || this == TIMED_OUT;
        }
    }
}
