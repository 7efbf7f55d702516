package io.watertight.bench.load;

/**
 * One request without an answer. Instants are of {@link System#nanoTime}.
 *
 * @param replicaId who should have answered; empty where there was no replica
 * @param stream position of the stream in the plan
 * @param subject number of the subject within the stream
 * @param kind why; of {@link FailureKind#CONNECT} it is known that nobody saw the request, of the others it is not
 * @param intendedNanos when the request was due
 * @param sentNanos when it was handed to the kernel; meaningless for {@link FailureKind#CONNECT}
 */
public record LoadFailure(
        String replicaId, int stream, long subject, FailureKind kind, long intendedNanos, long sentNanos) {}
