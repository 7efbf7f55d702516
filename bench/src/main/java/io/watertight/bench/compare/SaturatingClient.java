package io.watertight.bench.compare;

import java.io.IOException;
import java.time.Duration;

/** Asks as fast as it is answered, on a fixed number of connections, each with one request at a time. */
interface SaturatingClient {
    /** What it is, with its version. */
    String title();

    /**
     * Runs on a processor until the time is over.
     *
     * @throws IOException if it cannot be started, or says nothing of what it did
     */
    Outcome run(Address target, Traffic traffic, int connections, Duration duration, int processor)
            throws IOException, InterruptedException;

    /**
     * What was answered.
     *
     * @param requests answers
     * @param seconds how long it asked
     * @param refused answers with a status above 399
     * @param failed connections and requests without an answer
     * @param exhausted whether tokens were used again that were to be used once
     * @param cpuNanos its own user and system time
     */
    record Outcome(long requests, double seconds, long refused, long failed, boolean exhausted, long cpuNanos) {}
}
