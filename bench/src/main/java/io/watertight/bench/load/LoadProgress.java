package io.watertight.bench.load;

import java.time.Duration;
import java.util.SortedMap;

/**
 * How far a run is.
 *
 * @param elapsed since its start
 * @param sent requests sent so far
 * @param answered answers so far
 * @param failed requests without an answer so far
 * @param waiting requests that are due and wait for a connection
 * @param statuses answers by status
 * @param p99LatencyNanos the 99th percentile of the latency so far, from when requests were due
 */
public record LoadProgress(
        Duration elapsed,
        long sent,
        long answered,
        long failed,
        long waiting,
        SortedMap<Integer, Long> statuses,
        long p99LatencyNanos) {}
