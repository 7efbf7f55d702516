package io.watertight.ratelimit;

/** Charges a store on a running clock, as limiters do. */
final class Charge {

    private Charge() {}

    /**
     * Charges until it is decided: a thread that loses its CPU between clock and store may find its reading too old.
     *
     * @return the reading that it was decided by
     */
    static long untilDecided(BucketStore store, NanoClock clock, SubjectKey key, long costNanos, long capacityNanos) {
        while (true) {
            long now = clock.nanoTime();
            if (store.charge(key, now, costNanos, capacityNanos) != BucketStore.STALE) {
                return now;
            }
        }
    }
}
