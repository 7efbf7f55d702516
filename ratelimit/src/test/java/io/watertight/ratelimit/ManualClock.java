package io.watertight.ratelimit;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to move on. Safe for use by many threads. */
final class ManualClock implements NanoClock {

    private final AtomicLong now;

    ManualClock(long originNanos) {
        now = new AtomicLong(originNanos);
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    void advance(long nanos) {
        now.addAndGet(nanos);
    }
}
