package io.watertight.gateway.http;

import io.watertight.ratelimit.Decision;
import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.SubjectKey;
import java.util.concurrent.CountDownLatch;

/** Admits, but only when it is told to; until then it holds the event loop up, as nothing in production may: what happens meanwhile happens "at once". */
final class GatedLimiter implements Limiter {

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    void awaitRequest() throws InterruptedException {
        asked.await();
    }

    void admit() {
        gate.countDown();
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        asked.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        then.onDecision(new Decision.Admitted(quota, 0, 1, 0));
    }

    @Override
    public Ledger ledger() {
        return new Ledger(0, 0, 0, 0);
    }

    @Override
    public long cleanupCadenceNanos() {
        return 0;
    }

    @Override
    public void close() {}
}
