package io.watertight.ratelimit;

/**
 * Where the buckets are: one TAT per subject, and one way to change it. A bucket is removed only once it is full, when
 * it decides as no bucket does.
 *
 * <p>Implementations are safe for use by many threads, and a charge never waits for anything but work in memory.
 */
public interface BucketStore extends AutoCloseable {

    /**
     * The answer of {@link #charge} to a reading of the clock that is too old: the subject had a bucket which was not yet
     * full at that instant, but has become full and was removed since. Nothing was decided or changed. Read the clock
     * again and repeat.
     */
    long STALE = Long.MAX_VALUE;

    /**
     * Measures and replaces the TAT of a subject in one atomic step. A denial writes nothing, creates nothing, and keeps
     * no bucket longer.
     *
     * @param key whose bucket
     * @param nowNanos a reading of the store's clock, taken just before
     * @param costNanos the cost in nanoseconds, permits * T; at least 1, at most 2^61
     * @param capacityNanos the capacity in nanoseconds, burst * T; at least 1, at most 2^61
     * @return at most 0: admitted, the negated value is the room left in nanoseconds; above 0: denied, the same charge
     *     fits so many nanoseconds later; {@link #STALE}: not decided
     */
    long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos);

    /** Returns the books, balanced at every instant. */
    Ledger ledger();

    /**
     * Returns how long after its TAT a bucket may still be there, at worst, in nanoseconds. Where that depends on how much
     * there is to remove, the answer is for the most buckets there have been so far; it never falls.
     */
    long cleanupCadenceNanos();

    /**
     * Forgets all buckets and gives their places under the cap back. The books go on showing them, and no bucket is created
     * any more: a charge that still comes is decided by the overflow buckets. Idempotent.
     */
    @Override
    void close();
}
