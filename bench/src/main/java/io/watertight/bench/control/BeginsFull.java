package io.watertight.bench.control;

import io.watertight.ratelimit.DecisionListener;
import io.watertight.ratelimit.Ledger;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.Quota;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.SubjectKey;
import io.watertight.ratelimit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides by a share as if it had been held from the beginning of time: whenever it is claimed after there was none, every
 * bucket is full. It should be empty, for what a subject has used before is known to others alone. A change of the
 * share is noticed by the next request, or the next look at the books. Safe for use by many threads.
 *
 * <p>So its buckets go by a time that is a little behind what the ledger says of the share, and if one is not yet full
 * when the share grows, it may be full later by as long as the time stands still then: by less than D, with at most six
 * replicas and at least two. It says so, since that is not its fault.
 */
final class BeginsFull implements Limiter {

    private final VirtualTime share;
    private final Function<VirtualTime, Limiter> limiters;
    private final Limiter without;
    private final List<Limiter> all = new ArrayList<>();
    private Map<String, Quota> quotas = Map.of();
    private volatile @Nullable Begun begun;

    private record Begun(VirtualTime time, Limiter limiter) {}

    /**
     * Follows a share.
     *
     * @param share what tells the share, as it changes
     * @param limiters makes a limiter that goes by such a time
     */
    BeginsFull(VirtualTime share, Function<VirtualTime, Limiter> limiters) {
        this.share = share;
        this.limiters = limiters;
        this.without = limiters.apply(share);
        this.all.add(without);
    }

    @Override
    public void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then) {
        current().decide(subject, quota, cost, then);
    }

    private Limiter current() {
        Share part = share.share();
        Begun now = begun;
        if (!part.claimed()) {
            begun = null;
            return without;
        }
        if (now == null) {
            now = begin(part);
        }
        now.time.set(part);
        return now.limiter;
    }

    private synchronized Begun begin(Share part) {
        Begun now = begun;
        if (now == null) {
            VirtualTime time = new VirtualTime(share.clock(), part);
            now = new Begun(time, limiters.apply(time));
            now.limiter.quotas(quotas);
            all.add(now.limiter);
            begun = now;
        }
        return now;
    }

    @Override
    public synchronized void quotas(Map<String, Quota> byName) {
        quotas = byName;
        all.forEach(limiter -> limiter.quotas(byName));
    }

    @Override
    public synchronized Ledger ledger() {
        // buckets that nobody asks for fill by the share too
        current();
        return all.stream().map(Limiter::ledger).reduce(Ledger::plus).orElseThrow();
    }

    @Override
    public synchronized long cleanupCadenceNanos() {
        long own = all.stream().mapToLong(Limiter::cleanupCadenceNanos).max().orElse(0);
        return own
                + quotas.values().stream()
                        .mapToLong(Quota::timeToFullNanos)
                        .max()
                        .orElse(0);
    }

    @Override
    public synchronized void close() {
        all.forEach(Limiter::close);
    }
}
