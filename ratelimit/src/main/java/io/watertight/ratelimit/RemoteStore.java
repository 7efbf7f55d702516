package io.watertight.ratelimit;

/**
 * Buckets that all replicas charge, in a store with a clock of its own. The store is somewhere else, so an answer may come
 * late or not at all, and what no answer came to may still have been done.
 *
 * <p>Implementations are safe for use by many threads, never block and never throw: whatever goes wrong is an answer.
 */
public interface RemoteStore extends AutoCloseable {

    /**
     * Charges as many units as fit in one atomic step, at least {@code atLeast} and at most {@code atMost}, or nothing.
     *
     * @param key whose bucket
     * @param unitNanos T, the price of one unit in nanoseconds; at least 1
     * @param capacityNanos D, the capacity in nanoseconds; at least {@code atLeast * unitNanos}, at most 2^61
     * @param atLeast units without which none are wanted; at least 1
     * @param atMost units wanted; at least {@code atLeast}
     * @param then told exactly once, on any thread, or before this method returns
     */
    void charge(SubjectKey key, long unitNanos, long capacityNanos, long atLeast, long atMost, RemoteListener then);

    /**
     * Gives back units of an earlier grant where that cannot admit too much: if the grant's TAT has not passed yet, the
     * bucket is as if the grant had been smaller by these units, but no fuller than full; else nothing happens.
     *
     * @param key whose bucket
     * @param unitNanos T, as at the charge
     * @param units units of the grant that will never be used; at least 1
     * @param grant what {@link RemoteListener#onGranted} named the grant
     * @param then run exactly once, on any thread, or before this method returns: when it is done, or will not be
     */
    void giveBack(SubjectKey key, long unitNanos, long units, long grant, Runnable then);

    /** Gives its connections up. Charges that still wait are answered as unavailable. Idempotent. */
    @Override
    void close();
}
