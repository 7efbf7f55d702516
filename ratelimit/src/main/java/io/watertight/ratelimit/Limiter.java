package io.watertight.ratelimit;

import java.util.Map;

/**
 * Decides on requests. One limiter holds the buckets of one policy; the quota is an argument because a policy may hold
 * its subjects to different ones, and because a new configuration may change it while the buckets stay.
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

    /**
     * Says which quotas are in force from now on. The name of a quota stays when the quota changes: a limiter that keeps
     * the buckets of different quotas apart lets what a subject has used under the old one count under the new.
     *
     * @param byName the quotas that {@code decide} will be given, the same instances
     */
    default void quotas(Map<String, Quota> byName) {}

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
