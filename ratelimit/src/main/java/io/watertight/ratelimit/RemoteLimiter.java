package io.watertight.ratelimit;

import io.watertight.ratelimit.Decision.Impossible;
import java.util.Map;

/**
 * The limiter of all replicas together: exact, in a remote store, one call for each request that it might admit. Whom it
 * has denied is denied here until there is something to admit again.
 *
 * <p>An instant of a decision is when the answer was here; the store decided up to its time-out earlier.
 */
public final class RemoteLimiter implements Limiter, RemoteUse {

    private final NanoClock clock;
    private final RemoteDecider decider;

    /**
     * Decides by that store.
     *
     * @param clock this process's clock
     * @param store closed with this limiter
     * @param outage whether the store answers; shared by all limiters on it
     * @param standIn decides meanwhile, before its {@code decide} returns; closed with this limiter
     */
    public RemoteLimiter(NanoClock clock, RemoteStore store, Outage outage, Limiter standIn) {
        this(clock, store, outage, standIn, new DenialMemo(clock.nanoTime()));
    }

    /** With another memory of denials, for tests that make many limiters. */
    RemoteLimiter(NanoClock clock, RemoteStore store, Outage outage, Limiter standIn, DenialMemo memo) {
        this.clock = clock;
        this.decider = new RemoteDecider(clock, store, outage, standIn, memo, RemoteDecider.Ahead.NONE);
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        if (cost < 1) {
            throw new IllegalArgumentException("cost: " + cost + " (expected: >= 1)");
        }
        long now = clock.nanoTime();
        if (cost > quota.burst()) {
            then.onDecision(new Impossible(quota, now, cost));
        } else {
            decider.decide(subject, quota, cost, 0, now, then);
        }
    }

    @Override
    public void quotas(Map<String, Quota> byName) {
        decider.quotas(byName);
    }

    @Override
    public long remoteCalls() {
        return decider.calls();
    }

    @Override
    public long deniedLocally() {
        return decider.deniedHere();
    }

    /** Returns the books on the stand-in's buckets; the store's own are not this replica's. */
    @Override
    public Ledger ledger() {
        return decider.ledger();
    }

    @Override
    public long cleanupCadenceNanos() {
        return decider.cleanupCadenceNanos();
    }

    @Override
    public void close() {
        decider.close();
    }
}
