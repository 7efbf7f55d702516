package io.watertight.ratelimit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps every bucket for ever, and measures and replaces a TAT in two steps. For one thread that is the plainest reference
 * there is. For several it is the classic mistake, since another may come in between: tests that look for it must find it.
 */
final class CheckThenActBucketStore implements BucketStore {

    private final Map<SubjectKey, Long> tats = new ConcurrentHashMap<>();

    @Override
    public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        long tat = tats.getOrDefault(key, nowNanos);
        long excess = Gcra.excess(tat, nowNanos, costNanos, capacityNanos);
        if (excess <= 0) {
            tats.put(key, Gcra.charged(tat, nowNanos, costNanos));
        }
        return excess;
    }

    @Override
    public Ledger ledger() {
        return new Ledger(tats.size(), 0, 0, tats.size());
    }

    @Override
    public long cleanupCadenceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        tats.clear();
    }
}
