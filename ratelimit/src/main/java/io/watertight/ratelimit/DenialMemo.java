package io.watertight.ratelimit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a remote store has let this replica know of empty buckets: per subject a TAT that the bucket's own is not below. It
 * forgets when room runs out, which costs a question to the store, and never says more than it was told.
 *
 * <p>A fixed table of longs: nothing grows, whoever asks. Lock-free by the trick of R. Hyatt and T. Mann (A Lock-less
 * Transposition Table Implementation for Parallel Search, 2002): a slot keeps the key exclusive-or the value beside the
 * value, so that a slot torn between two writers holds the key of neither.
 */
final class DenialMemo {

    private static final int WAYS = 4;
    private static final int WORDS = 3;

    /** 1.5 MiB. */
    static final int SLOTS = 1 << 16;

    private final int sets;
    private final AtomicLongArray words;

    /**
     * Knows nothing yet.
     *
     * @param now a reading of the clock: zero may lie in its future, and would look worth keeping
     */
    DenialMemo(long now) {
        this(now, SLOTS);
    }

    /** With room for that many subjects, a power of two of at least 4. */
    DenialMemo(long now, int slots) {
        sets = slots / WAYS;
        long[] nothing = new long[slots * WORDS];
        for (int at = 2; at < nothing.length; at += WORDS) {
            nothing[at] = now;
        }
        words = new AtomicLongArray(nothing);
    }

    /** Returns a TAT that the subject's is not below, or {@code now} if nothing is known, which is as good. */
    long tat(SubjectKey key, long now) {
        int first = first(key);
        for (int at = first; at < first + WAYS * WORDS; at += WORDS) {
            long tat = words.getAcquire(at + 2);
            if (holds(at, key, tat)) {
                return tat;
            }
        }
        return now;
    }

    /** Takes note of a TAT, unless a later one is known of the subject; it replaces what is soonest of no use. */
    void note(SubjectKey key, long tat, long now) {
        int first = first(key);
        int victim = first;
        long soonest = Long.MAX_VALUE;
        for (int at = first; at < first + WAYS * WORDS; at += WORDS) {
            long held = words.getAcquire(at + 2);
            if (holds(at, key, held)) {
                if (tat - held <= 0) {
                    return;
                }
                victim = at;
                break;
            }
            long left = Math.max(held - now, 0);
            if (left < soonest) {
                soonest = left;
                victim = at;
            }
        }
        words.setRelease(victim, key.high() ^ tat);
        words.setRelease(victim + 1, key.low() ^ tat);
        words.setRelease(victim + 2, tat);
    }

    private boolean holds(int at, SubjectKey key, long tat) {
        return (words.getAcquire(at) ^ tat) == key.high() && (words.getAcquire(at + 1) ^ tat) == key.low();
    }

    private int first(SubjectKey key) {
        return (int) (key.high() & (sets - 1)) * WAYS * WORDS;
    }
}
