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
    private final List<Earlier> earlier = new ArrayList<>();
    private Ledger closed = Ledger.EMPTY;

    /** The longest time to full of all quotas there have been; without end until they are known. */
    private long longestNanos = Long.MAX_VALUE;

    private volatile Present present;

    /** One that has been replaced, and when. */
    private record Earlier(Limiter limiter, long untilNanos) {}

    /**
     * Who decides.
     *
     * @param before what has to admit first, for a while since then; null for nothing
     */
    private record Present(Limiter limiter, @Nullable Present before, long sinceNanos) {

        /** The same, without those that no longer matter by then. */
        Present at(long now, long longestNanos) {
            if (before == null) {
                return this;
            }
            boolean matters = now - sinceNanos < longestNanos;
            return new Present(limiter, matters ? before.at(now, longestNanos) : null, sinceNanos);
        }
    }

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
     * Puts another limiter in place. The one before keeps its buckets until they are full, and is closed some time after.
     *
     * @param stillCounts whether what was used under the one before is unknown to the next and has to count
     */
    public synchronized void replace(Limiter next, boolean stillCounts) {
        Present before = present;
        long now = clock.nanoTime();
        earlier.add(new Earlier(before.limiter(), now));
        present =
                stillCounts ? new Present(next, before, now) : new Present(next, before.before(), before.sinceNanos());
        closeEmpty(now);
    }

    /** Of those in which nothing is left only the books are kept. */
    private void closeEmpty(long now) {
        present = present.at(now, longestNanos);
        earlier.removeIf(one -> {
            Ledger ledger = one.limiter().ledger();
            boolean empty = now - one.untilNanos() >= longestNanos && ledger.live() == 0;
            if (empty) {
                closed = closed.plus(ledger);
                one.limiter().close();
            }
            return empty;
        });
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
        long longest = longestNanos == Long.MAX_VALUE ? 0 : longestNanos;
        for (Quota quota : byName.values()) {
            longest = Math.max(longest, quota.timeToFullNanos());
        }
        longestNanos = longest;
        closeEmpty(clock.nanoTime());
        earlier.forEach(one -> one.limiter().quotas(byName));
        present.limiter().quotas(byName);
    }

    /** Returns the books of all of them together. */
    @Override
    public synchronized Ledger ledger() {
        Ledger sum = closed.plus(present.limiter().ledger());
        for (Earlier one : earlier) {
            sum = sum.plus(one.limiter().ledger());
        }
        return sum;
    }

    @Override
    public synchronized long cleanupCadenceNanos() {
        long longest = present.limiter().cleanupCadenceNanos();
        for (Earlier one : earlier) {
            longest = Math.max(longest, one.limiter().cleanupCadenceNanos());
        }
        return longest;
    }

    @Override
    public synchronized void close() {
        present.limiter().close();
        earlier.forEach(one -> one.limiter().close());
    }
}
