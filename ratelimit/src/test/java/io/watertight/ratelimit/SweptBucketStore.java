package io.watertight.ratelimit;

import java.util.HashMap;
import java.util.Map;

/** For one thread: removes a bucket exactly if it is full by the store's clock when it is told to sweep. */
final class SweptBucketStore implements BucketStore {

    private final NanoClock clock;
    private final Map<SubjectKey, Long> tats = new HashMap<>();
    private long created;
    private long expired;

    SweptBucketStore(NanoClock clock) {
        this.clock = clock;
    }

    @Override
    public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        Long before = tats.get(key);
        long tat = before == null ? nowNanos : before;
        long excess = Gcra.excess(tat, nowNanos, costNanos, capacityNanos);
        if (excess <= 0) {
            created += before == null ? 1 : 0;
            tats.put(key, Gcra.charged(tat, nowNanos, costNanos));
        }
        return excess;
    }

    void sweep() {
        long now = clock.nanoTime();
        int before = tats.size();
        tats.values().removeIf(tat -> Gcra.isFull(tat, now));
        expired += before - tats.size();
    }

    @Override
    public Ledger ledger() {
        return new Ledger(created, expired, 0, tats.size());
    }

    @Override
    public long cleanupCadenceNanos() {
        return 0;
    }

    @Override
    public void close() {
        tats.clear();
    }
}
