package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Unavailable;

/** Admits nothing while the remote store is away, and says when it will be asked again. */
public final class ClosedLimiter implements Limiter {

    private final NanoClock clock;
    private final Outage outage;

    /**
     * Refuses while that outage lasts.
     *
     * @param clock the clock the outage goes by, too
     */
    public ClosedLimiter(NanoClock clock, Outage outage) {
        this.clock = clock;
        this.outage = outage;
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        long now = clock.nanoTime();
        then.onDecision(new Unavailable(quota, now, Math.max(1, outage.nanosToProbe(now))));
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
