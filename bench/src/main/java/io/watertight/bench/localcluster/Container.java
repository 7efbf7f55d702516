package io.watertight.bench.localcluster;

import java.io.IOException;
import java.time.Duration;

/** A process that runs in a pod, from its start to its end: one incarnation. Used by several threads at once. */
public interface Container {

    /** Its name, which no other incarnation of the run has. */
    String name();

    boolean isAlive();

    /** One readiness probe. */
    boolean isReady() throws InterruptedException;

    /**
     * User and system time so far, in nanoseconds, but for what its observer has caused.
     *
     * @throws IOException if it cannot be read, which is so once the process is gone
     */
    long cpuNanos() throws IOException;

    /**
     * Requests answered so far.
     *
     * @throws IOException if it does not say
     */
    long requests() throws IOException, InterruptedException;

    /** Sends SIGTERM and does not wait. */
    void terminate();

    /** Sends SIGKILL and does not wait. */
    void kill();

    /** Waits for its end; false if it has not come in time. */
    boolean awaitEnd(Duration atMost) throws InterruptedException;

    /**
     * Told once, when the process is gone.
     *
     * @param asked whether it ended as it was asked to, within its grace; otherwise it was killed, or ended by itself
     */
    void onEnded(boolean asked) throws InterruptedException;
}
