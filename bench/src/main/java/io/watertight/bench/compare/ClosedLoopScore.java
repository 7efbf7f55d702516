package io.watertight.bench.compare;

import java.util.concurrent.atomic.LongAdder;

/** What the connections of a {@link ClosedLoop} have seen. Thread-safe. */
final class ClosedLoopScore {
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean ended;

    void onAnswer(int status) {
        if (!ended) {
            answered.increment();
            if (status > 399) {
                refused.increment();
            }
        }
    }

    void onFailure() {
        if (!ended) {
            failed.increment();
        }
    }

    /** What comes from now on does not count. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }

    long answered() {
        return answered.sum();
    }

    long refused() {
        return refused.sum();
    }

    long failed() {
        return failed.sum();
    }
}
