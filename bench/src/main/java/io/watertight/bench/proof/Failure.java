package io.watertight.bench.proof;

/**
 * A request that did not end in an expected answer. Immutable.
 *
 * @param subject whose request it was
 * @param sentNanos when it was sent, on the host's monotonic clock
 * @param kind what became of it
 * @param decided whether its decision is known all the same (an answer with an unexpected status may carry one); if not,
 *     the replica may have admitted it, and every law gives the replica the benefit of that doubt
 */
public record Failure(long subject, long sentNanos, Kind kind, boolean decided) {

    /** What became of the request. */
    public enum Kind {
        NOT_CONNECTED("no connection"),
        RESET("connection reset"),
        TIMED_OUT("no answer in time"),
        UNEXPECTED_STATUS("unexpected status");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind in words, for people. */
        public String words() {
            return words;
        }

        /** Whether the death of the replica that held the connection explains it. */
        boolean explainedByKill() {
            return this != UNEXPECTED_STATUS;
        }
    }
}
