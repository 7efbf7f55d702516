package io.watertight.bench.proof;

/**
 * The rate limit that every subject of the run was held to, in the terms of GCRA.
 *
 * @param policy the policy's name in the gateway's configuration and in its ledger
 * @param quota the quota as the configuration spells it, such as {@code 100/1m, burst 20}; only for people
 * @param emissionIntervalNanos T, what one request costs, in nanoseconds; at least 1
 * @param burst b, the requests a rested subject may send at once; at least 1, and {@code burst *
 *     emissionIntervalNanos} must stay below 2^62 nanoseconds (146 years)
 */
public record LimitUnderTest(String policy, String quota, long emissionIntervalNanos, long burst) {
    private static final long MAX_TIME_TO_FULL_NANOS = 1L << 62;

    public LimitUnderTest {
        if (emissionIntervalNanos < 1) {
            throw new IllegalArgumentException("emissionIntervalNanos: " + emissionIntervalNanos + " (expected: >= 1)");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("burst: " + burst + " (expected: >= 1)");
        }
        if (burst > MAX_TIME_TO_FULL_NANOS / emissionIntervalNanos) {
            throw new IllegalArgumentException(
                    "burst: " + burst + " (expected: burst * " + emissionIntervalNanos + " ns to stay below 2^62 ns)");
        }
    }

    /** D, the time an empty bucket needs to become full, in nanoseconds. */
    public long timeToFullNanos() {
        return burst * emissionIntervalNanos;
    }

    /**
     * The limit as a store holds to it that counts in microseconds: T rounded up, and everything else the same. Never more
     * generous.
     */
    LimitUnderTest inMicroseconds() {
        return new LimitUnderTest(policy, quota, Math.ceilDiv(emissionIntervalNanos, 1000) * 1000, burst);
    }

    /**
     * What GCRA lets one subject have in a closed window: {@code b + floor(rho * w)}.
     *
     * @param windowNanos w, at least 0
     */
    public long allowedIn(long windowNanos) {
        return burst + windowNanos / emissionIntervalNanos;
    }
}
