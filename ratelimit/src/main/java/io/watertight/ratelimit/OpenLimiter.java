package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Admitted;
import io.watertight.ratelimit.Decision.Impossible;

/** Admits everything that could ever be admitted: without bound, for as long as the remote store is away. */
public final class OpenLimiter implements Limiter {

    private final NanoClock clock;

    /** Dates decisions by that clock. */
    public OpenLimiter(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        long now = clock.nanoTime();
        then.onDecision(
                cost > quota.burst()
                        ? new Impossible(quota, now, cost)
                        : new Admitted(quota, now, quota.burst() - cost, quota.emissionIntervalNanos()));
    }

    @Override
    public Ledger ledger() {
        return Ledger.EMPTY;
    }

    @Override
    public long cleanupCadenceNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
