package io.watertight.bench.proof;

/**
 * The Generic Cell Rate Algorithm, written down a second time: what an exact limiter would have done. A subject's whole
 * state is its theoretical arrival time (TAT), the instant at which its bucket is full again. A request at {@code now}
 * is admitted iff {@code max(TAT, now) + T <= now + D}, and then {@code TAT = max(TAT, now) + T}; a denial changes
 * nothing. Source: ITU-T I.371, virtual scheduling. Stateless.
 */
final class Oracle {
    /** The TAT of a subject that was never admitted: earlier than every instant. */
    static final long RESTED = Long.MIN_VALUE;

    private final long costNanos;
    private final long capacityNanos;

    Oracle(LimitUnderTest limit) {
        this.costNanos = limit.emissionIntervalNanos();
        this.capacityNanos = limit.timeToFullNanos();
    }

    /** The TAT after a request that was admitted at {@code now}. */
    long admit(long tat, long now) {
        return Math.max(tat, now) + costNanos;
    }

    /** By how much an admission that led to this TAT exceeded the limit, if it was made by {@code now}; not above 0 if it kept it. */
    long overdueNanos(long tatAfter, long now) {
        return tatAfter - (now + capacityNanos);
    }

    /** By how much the admission at {@code now} would exceed the limit; admitted rightly iff not above 0. */
    long excessNanos(long tat, long now) {
        return overdueNanos(admit(tat, now), now);
    }
}
