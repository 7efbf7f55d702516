package io.watertight.ratelimit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limiters that a policy has had one after another. The present one decides; and where what subjects have used under the
 * one before still counts, that one has to admit too, until each quota's time to full is over.
 *
 * <p>So whoever has used up a bucket does not find a full one after the change. A subject that asks for all it can get all
 * that time gets at most one burst on top for each change: by then the one before has counted what the next has, too.
 */
public final class SuccessiveLimiter implements Limiter {

    private final NanoClock clock;
    private final List<Limiter> earlier = new ArrayList<>();
    private volatile Present present;

    /**
     * Who decides.
     *
     * @param before what has to admit first, for a while since then; null for nothing
     */
    private record Present(Limiter limiter, @Nullable Present before, long sinceNanos) {}

    /**
     * Begins with the first.
     *
     * @param first closed with this limiter, as are all that follow
     */
    public SuccessiveLimiter(NanoClock clock, Limiter first) {
        this.clock = clock;
        this.present = new Present(first, null, clock.nanoTime());
    }

    /** Returns the one that decides now. */
    public Limiter present() {
        return present.limiter();
    }

    /**
     * Puts another limiter in place. The one before keeps its buckets until they are full.
     *
     * @param stillCounts whether what was used under the one before is unknown to the next and has to count
     */
    public synchronized void replace(Limiter next, boolean stillCounts) {
        Present before = present;
        earlier.add(before.limiter());
        present = new Present(next, stillCounts ? before : null, clock.nanoTime());
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        decide(present, subject, quota, cost, then);
    }

    private void decide(Present by, SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        Present before = by.before();
        if (before == null || clock.nanoTime() - by.sinceNanos() >= quota.timeToFullNanos()) {
            by.limiter().decide(subject, quota, cost, then);
            return;
        }
        decide(before, subject, quota, cost, decision -> {
            if (decision instanceof Decision.Admitted) {
                by.limiter().decide(subject, quota, cost, then);
            } else {
                then.onDecision(decision);
            }
        });
    }

    @Override
    public synchronized void quotas(Map<String, Quota> byName) {
        earlier.forEach(limiter -> limiter.quotas(byName));
        present.limiter().quotas(byName);
    }

    /** Returns the books of all of them together. */
    @Override
    public synchronized Ledger ledger() {
        Ledger sum = present.limiter().ledger();
        for (Limiter limiter : earlier) {
            sum = sum.plus(limiter.ledger());
        }
        return sum;
    }

    @Override
    public synchronized long cleanupCadenceNanos() {
        long longest = present.limiter().cleanupCadenceNanos();
        for (Limiter limiter : earlier) {
            longest = Math.max(longest, limiter.cleanupCadenceNanos());
        }
        return longest;
    }

    @Override
    public synchronized void close() {
        present.limiter().close();
        earlier.forEach(Limiter::close);
    }
}
