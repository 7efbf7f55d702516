package io.watertight.gateway.redis;

/**
 * A quota in the store's microseconds, with the interval between two units rounded up: never more than was asked for.
 *
 * @param unitNanos T as the caller counts, in nanoseconds
 * @param intervalMicros T here, in whole microseconds; at least 1
 * @param capacityMicros D here: as many whole intervals as the caller's capacity has, as far as the script can count
 */
record Price(long unitNanos, long intervalMicros, long capacityMicros) {

    private static final long NANOS = 1000;

    static Price of(long unitNanos, long capacityNanos) {
        long intervalMicros = micros(unitNanos);
        return new Price(unitNanos, intervalMicros, times(intervalMicros, capacityNanos / unitNanos));
    }

    /** Nanoseconds as microseconds, rounded up. */
    static long micros(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }

    /** So many intervals, or the most that the script can count. */
    static long times(long intervalMicros, long units) {
        return units > Scripts.MAX_MICROS / intervalMicros ? Scripts.MAX_MICROS : intervalMicros * units;
    }

    /** Room in the bucket, as the caller counts: as many whole units as there are, and what is left of one, in nanoseconds. */
    long nanos(long roomMicros) {
        long units = roomMicros / intervalMicros;
        long rest = roomMicros % intervalMicros;
        return units * unitNanos + Math.min(rest * NANOS, unitNanos - 1);
    }

    /** A wait in nanoseconds; at least 1. */
    static long waitNanos(long micros) {
        return Math.max(micros * NANOS, 1);
    }
}
