package io.watertight.bench.proof;

/**
 * What one replica's process held right after a full garbage collection. Immutable.
 *
 * @param atNanos when, on the host's monotonic clock
 * @param heapUsedBytes the live set: heap used after the collection
 * @param directBytes direct buffers, reserved
 * @param openFds open file descriptors
 * @param threads live threads
 * @param rssBytes resident memory; reported, not judged, because a JVM does not give it back
 * @param cpuNanos user and system time the process has used since it began
 */
public record ProcessSample(
        long atNanos, long heapUsedBytes, long directBytes, long openFds, long threads, long rssBytes, long cpuNanos) {}
