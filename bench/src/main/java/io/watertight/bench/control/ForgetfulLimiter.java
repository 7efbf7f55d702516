package io.watertight.bench.control;

import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.SubjectKey;
import java.util.concurrent.atomic.AtomicLong;

/** Decides as another limiter does, and keeps one decision in a thousand to itself. */
final class ForgetfulLimiter implements Limiter {

    private static final long FORGETS_ONE_IN = 1000;

    private final Limiter limiter;
    private final AtomicLong decisions = new AtomicLong();

    ForgetfulLimiter(Limiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        boolean forgotten = decisions.incrementAndGet() % FORGETS_ONE_IN == 0;
        limiter.decide(subject, quota, cost, forgotten ? decision -> {} : then);
    }

    @Override
    public Ledger ledger() {
        return limiter.ledger();
    }

    @Override
    public long cleanupCadenceNanos() {
        return limiter.cleanupCadenceNanos();
    }

    @Override
    public void close() {
        limiter.close();
    }
}
