package io.watertight.gateway.http;

import io.watertight.gateway.config.HttpConfig;
import io.watertight.gateway.loop.Deadlines;
import io.watertight.gateway.loop.LoopContext;
import java.util.concurrent.TimeUnit;

/** How long one client may take for what it is due to do. Confined to its event loop. */
final class ClientDeadline {

    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LoopContext loop;
    private final Deadlines.Deadline deadline;
    private long idleSince;

    /** Not set. {@code action} runs when the time has passed. */
    ClientDeadline(LoopContext loop, Runnable action) {
        this.loop = loop;
        this.deadline = loop.deadlines().add(action);
    }

    /** The client is to send or take something. */
    void expectProgress(HttpConfig http) {
        expectSince(loop.nanoTime(), http);
    }

    /** The client is to send a request; its last one has just ended, by a reading of the clock. */
    void expectNext(HttpConfig http) {
        expectSince(loop.coarseNanos(), http);
    }

    private void expectSince(long nanos, HttpConfig http) {
        idleSince = nanos;
        deadline.set(nanos + http.idleTimeout().toNanos());
    }

    /** Whether the progress that is expected has not been made for so long. */
    boolean hasIdled(long nanos) {
        return loop.nanoTime() - idleSince >= nanos;
    }

    /** The client has begun a head and is to finish it. */
    void expectHead(HttpConfig http) {
        deadline.set(loop.nanoTime() + http.headTimeout().toNanos());
    }

    /** The client has our last byte and is to close. */
    void expectClose() {
        deadline.set(loop.nanoTime() + LINGER_NANOS);
    }

    /** The client is due to do nothing. */
    void expectNothing() {
        deadline.set(Deadlines.NEVER);
    }

    /** Ends the use of this deadline. Idempotent. */
    void remove() {
        deadline.remove();
    }
}
