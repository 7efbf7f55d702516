package io.watertight.ratelimit;

/**
 * The generic cell rate algorithm (ITU-T I.371, annex A: virtual scheduling) on plain longs: no clock, no state.
 *
 * <p>A subject's whole state is its theoretical arrival time (TAT): the instant at which its bucket is full again. Using n
 * permits moves it n intervals into the future, and it may never be further away than the capacity, burst intervals.
 *
 * <p>All times are nanoseconds of one clock of any origin and compared by difference. With costs and capacities of at
 * most 2^61 (what a {@link Quota} can ask for) and a TAT no further from now than that, nothing overflows.
 */
final class Gcra {

    private Gcra() {}

    /**
     * Returns by how many nanoseconds a charge exceeds what the bucket has room for. At most 0: admitted, and the negated
     * value is what remains. Above 0: denied, and exactly so many nanoseconds later the same charge fits.
     */
    static long excess(long tat, long now, long costNanos, long capacityNanos) {
        return untilFull(tat, now) + costNanos - capacityNanos;
    }

    /** Returns the TAT after the charge. */
    static long charged(long tat, long now, long costNanos) {
        return now + untilFull(tat, now) + costNanos;
    }

    /** Returns whether a bucket of that TAT is full, which is as good as none. */
    static boolean isFull(long tat, long now) {
        return tat - now <= 0;
    }

    private static long untilFull(long tat, long now) {
        return Math.max(tat - now, 0);
    }
}
