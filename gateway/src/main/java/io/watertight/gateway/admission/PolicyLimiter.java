package io.watertight.gateway.admission;

import io.watertight.ratelimit.SuccessiveLimiter;
import java.util.concurrent.atomic.LongAdder;

/**
 * One policy's limiter and the count of its decisions, for the life of the process: a reload that changes the policy keeps it, and with it what each
 * subject has used. Safe for use by all event loops.
 */
public final class PolicyLimiter {

    private final SuccessiveLimiter limiter;
    private final LongAdder admitted = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final LongAdder undecided = new LongAdder();

    PolicyLimiter(SuccessiveLimiter limiter) {
        this.limiter = limiter;
    }

    public SuccessiveLimiter limiter() {
        return limiter;
    }

    public void onAdmitted() {
        admitted.increment();
    }

    public void onDenied() {
        denied.increment();
    }

    /** Counts a request that was refused because nobody could say. */
    public void onUndecided() {
        undecided.increment();
    }

    public long admitted() {
        return admitted.sum();
    }

    public long denied() {
        return denied.sum();
    }

    /** How many requests were refused because nobody could say. */
    public long undecided() {
        return undecided.sum();
    }
}
