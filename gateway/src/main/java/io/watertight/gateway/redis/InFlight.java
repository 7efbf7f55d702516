package io.watertight.gateway.redis;

import java.util.concurrent.Semaphore;

/**
 * How many calls may be under way at once: on their way to the loop, in a socket, or unanswered, even where nobody waits for the answer any more. This is what
 * bounds every queue between a request and Redis. Never more than the most are taken, not even for an instant, and a caller who is refused takes no place from
 * another. Safe for use by many threads, which never wait.
 */
final class InFlight {

    private final int most;
    private final Semaphore free;

    InFlight(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Takes a place and returns true, or returns false if there is none. */
    boolean tryTake() {
        return free.tryAcquire();
    }

    void giveBack() {
        free.release();
    }

    /** Returns how many places are taken, 0 to the most. */
    int now() {
        return most - free.availablePermits();
    }
}
