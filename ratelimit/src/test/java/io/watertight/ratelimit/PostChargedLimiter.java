package io.watertight.ratelimit;

/**
 * What many gateways do, and wrongly: each replica admits by what it has heard of the shared bucket, and charges it afterwards.
 * Between two answers it knows neither what the others have admitted nor, for its own part, more than that.
 */
final class PostChargedLimiter implements Limiter {

    private final NanoClock clock;
    private final RemoteStore store;
    private long heardTat;

    PostChargedLimiter(NanoClock clock, RemoteStore store) {
        this.clock = clock;
        this.store = store;
        this.heardTat = clock.nanoTime();
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        long now = clock.nanoTime();
        long interval = quota.emissionIntervalNanos();
        long capacity = quota.timeToFullNanos();
        long excess = Gcra.excess(heardTat, now, cost * interval, capacity);
        if (excess > 0) {
            then.onDecision(new Decision.Denied(quota, now, excess));
            return;
        }
        heardTat = Gcra.charged(heardTat, now, cost * interval);
        then.onDecision(new Decision.Admitted(quota, now, 0, interval));
        store.charge(subject, interval, capacity, cost, cost, new RemoteListener() {
            @Override
            public void onGranted(long units, long roomNanos, long grant) {
                heard(clock.nanoTime() + capacity - roomNanos);
            }

            @Override
            public void onDenied(long retryAfterNanos) {
                heard(clock.nanoTime() + capacity);
            }

            @Override
            public void onUnavailable(RemoteFailure failure) {}
        });
    }

    private void heard(long tat) {
        heardTat = tat - heardTat > 0 ? tat : heardTat;
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
