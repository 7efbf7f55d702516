package io.watertight.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Where and how many buckets are held.
 *
 * @param mode how replicas hold a limit together
 * @param maxBuckets most live buckets or leases of all policies together, on this replica: 1 to 1 000 000 000
 * @param share how this replica knows its share; null only if nothing asks for it
 * @param redis the store of modes redis and lease; null only if the mode is another one
 * @param leaseSlack the part of a burst that leases may admit in excess: above 0, at most 1
 */
public record LimiterConfig(
        LimiterMode mode,
        long maxBuckets,
        @Nullable ShareConfig share,
        @Nullable RedisConfig redis,
        double leaseSlack) {

    static final LimiterConfig DEFAULT = new LimiterConfig(LimiterMode.LOCAL, 5_000_000, null, null, 0.1);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public LimiterConfig {
        new Violations()
                .range("maxBuckets", maxBuckets, 1, 1_000_000_000)
                .check(
                        share != null || mode != LimiterMode.SHARE,
                        "share",
                        Violations.MISSING,
                        "who the members are, for mode share")
                .check(
                        share != null || !fallsBackToShares(mode, redis),
                        "share",
                        Violations.MISSING,
                        "who the members are, for redis.onOutage share; or set that to open or closed")
                .check(
                        redis != null || !mode.isRemote(),
                        "redis",
                        Violations.MISSING,
                        "where Redis is, for mode " + mode.text())
                .check(leaseSlack > 0 && leaseSlack <= 1, "lease.slack", leaseSlack, "above 0, at most 1")
                .throwIfAny();
    }

    /** True where this replica has to know its share: all the time, or while Redis is away. */
    public boolean usesShares() {
        return mode == LimiterMode.SHARE || fallsBackToShares(mode, redis);
    }

    LimiterConfig withMaxBuckets(long most) {
        return new LimiterConfig(mode, most, share, redis, leaseSlack);
    }

    private static boolean fallsBackToShares(LimiterMode mode, @Nullable RedisConfig redis) {
        return mode.isRemote() && redis != null && redis.onOutage() == OnOutage.SHARE;
    }
}
