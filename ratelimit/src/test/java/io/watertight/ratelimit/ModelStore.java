package io.watertight.ratelimit;

import java.util.HashMap;
import java.util.Map;

/** What a remote store has to be, without a network before it: exact GCRA by a clock of its own. Not for use by several threads. */
final class ModelStore {

    private final NanoClock clock;
    private final Map<SubjectKey, Long> tats = new HashMap<>();

    ModelStore(NanoClock clock) {
        this.clock = clock;
    }

    void charge(SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then) {
        long now = clock.nanoTime();
        long tat = tat(key, now);
        long excess = Gcra.excess(tat, now, atLeast * unitNanos, capacityNanos);
        if (excess > 0) {
            then.onDenied(excess);
            return;
        }
        long units = Math.min(atMost, (capacityNanos - (tat - now)) / unitNanos);
        long charged = Gcra.charged(tat, now, units * unitNanos);
        tats.put(key, charged);
        then.onGranted(units, now + capacityNanos - charged, charged);
    }

    void giveBack(SubjectKey key, long unitNanos, long units, long grant) {
        long now = clock.nanoTime();
        if (now - grant <= 0) {
            long from = grant - units * unitNanos;
            tats.put(key, (from - now > 0 ? from : now) + (tat(key, now) - grant));
        }
    }

    /** Returns what the bucket has room for, in nanoseconds. */
    long room(SubjectKey key, long capacityNanos) {
        long now = clock.nanoTime();
        return capacityNanos - (tat(key, now) - now);
    }

    private long tat(SubjectKey key, long now) {
        long tat = tats.getOrDefault(key, now);
        return tat - now > 0 ? tat : now;
    }
}
