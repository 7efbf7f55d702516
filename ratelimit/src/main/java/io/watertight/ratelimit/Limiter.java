package io.watertight.ratelimit;

/**
 * Decides on requests. One limiter holds the buckets of one policy; the quota is an argument because the tiers of a policy
 * share its buckets, and because a new configuration may change the quota while the buckets stay.
 *
 * <p>Implementations are safe for use by many threads and never block.
 */
public interface Limiter extends AutoCloseable {

    /**
     * Decides whether the subject may have that many permits, and takes them if so.
     *
     * @param subject who asks
     * @param quota what the subject is held to
     * @param cost permits asked for; at least 1
     * @param then gets the decision, exactly once: before this method returns, or later
     * @throws IllegalArgumentException if the cost is below 1
     */
    void decide(SubjectKey subject, Quota quota, long cost, DecisionListener then);

    /** Returns the books on the buckets of this limiter, balanced at every instant. */
    Ledger ledger();

    /**
     * Returns how long after its time to full a bucket may still be there, at worst, in nanoseconds. The answer may grow
     * with the most buckets there have been so far; it never falls.
     */
    long cleanupCadenceNanos();

    /** Forgets all buckets and gives their place under the cap back. Idempotent. */
    @Override
    void close();
}
