package io.watertight.gateway.redis;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may be under way at once: on their way to the loop, in a socket, or unanswered, even where nobody waits for the answer any more. This is what
 * bounds every queue between a request and Redis. Safe for use by many threads.
 */
final class InFlight {

    private final int most;
    private final AtomicInteger now = new AtomicInteger();

    InFlight(int most) {
        this.most = most;
    }

    /** Takes a place and returns true, or returns false if there is none. */
    boolean tryTake() {
        if (now.incrementAndGet() <= most) {
            return true;
        }
        now.decrementAndGet();
        return false;
    }

    void giveBack() {
        now.decrementAndGet();
    }

    int now() {
        return now.get();
    }
}
