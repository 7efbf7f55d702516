package io.watertight.ratelimit;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A fixed number of buckets for the subjects that found no place under the cap, each shared by all subjects whose key
 * falls on it. Since a shared bucket admits in total no more than the quota of one, no subject gets more than its own; the
 * price is that some get less.
 *
 * <p>They are never removed: a TAT in the past is as good as no bucket. Lock-free.
 */
final class OverflowBuckets {

    /** 32 KiB a policy; the more there are, the fewer subjects share one. */
    static final int COUNT = 4096;

    private final AtomicLongArray tats;

    /**
     * All buckets start full.
     *
     * @param nowNanos a reading of the clock, no later than any decision. Zero would not do: the clock may be negative,
     *     and then zero lies in the future
     */
    OverflowBuckets(long nowNanos) {
        long[] full = new long[COUNT];
        Arrays.fill(full, nowNanos);
        tats = new AtomicLongArray(full);
    }

    /** Returns the TAT of the bucket the key falls on. */
    long tat(SubjectKey key) {
        return tats.get(index(key));
    }

    /** Charges the bucket the key falls on; the answer is that of {@link Gcra#excess}, and a denial writes nothing. */
    long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        int index = index(key);
        while (true) {
            long tat = tats.get(index);
            long excess = Gcra.excess(tat, nowNanos, costNanos, capacityNanos);
            if (excess > 0 || tats.compareAndSet(index, tat, Gcra.charged(tat, nowNanos, costNanos))) {
                return excess;
            }
        }
    }

    private static int index(SubjectKey key) {
        return (int) key.high() & (COUNT - 1);
    }
}
