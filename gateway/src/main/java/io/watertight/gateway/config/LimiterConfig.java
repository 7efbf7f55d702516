package io.watertight.gateway.config;

/**
 * Where and how many buckets are held.
 *
 * @param mode how replicas hold a limit together
 * @param maxBuckets most live buckets of all policies together, on this replica: 1 to 1 000 000 000
 */
public record LimiterConfig(LimiterMode mode, long maxBuckets) {

    static final LimiterConfig DEFAULT = new LimiterConfig(LimiterMode.LOCAL, 5_000_000);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if maxBuckets is out of range
     */
    public LimiterConfig {
        new Violations().range("maxBuckets", maxBuckets, 1, 1_000_000_000).throwIfAny();
    }
}
