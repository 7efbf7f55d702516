package io.watertight.bench.load;

/**
 * One answer. Instants are of {@link System#nanoTime}.
 *
 * @param replicaId who answered
 * @param stream position of the stream in the plan
 * @param subject number of the subject within the stream
 * @param status 200..599
 * @param intendedNanos when the request was due
 * @param sentNanos when it was handed to the kernel
 * @param doneNanos when the whole answer was here
 * @param decidedAtNanos field {@code Watertight-Decided-At}, or {@link #ABSENT}
 * @param retryAfterSeconds field {@code Retry-After} in seconds, or {@link #ABSENT}
 */
public record LoadResponse(
        String replicaId,
        int stream,
        long subject,
        int status,
        long intendedNanos,
        long sentNanos,
        long doneNanos,
        long decidedAtNanos,
        long retryAfterSeconds) {
    /** What stands where an answer has no such field, or no number in it. */
    public static final long ABSENT = -1;
}
