package io.watertight.bench.proof;

/**
 * How the replicas of the run are told to hold the limit together: what the bound of each law depends on besides the
 * quota. Immutable.
 *
 * @param mode the mode
 * @param onOutage what is done while the store is away; means nothing in a mode without a store
 * @param members N, the most replicas among which a limit is shared; at least 1
 * @param leaseNanos l, how long after its charge a permit of a lease may be spent, in nanoseconds; 0 outside lease mode
 * @param membershipPeriodNanos who joins waits for one before it claims its share, and everybody asks twice in it, in
 *     nanoseconds; means nothing where nobody asks
 */
public record ModeUnderTest(
        LimiterMode mode, OutagePolicy onOutage, int members, long leaseNanos, long membershipPeriodNanos) {
    /** Each replica for itself. */
    public static final ModeUnderTest LOCAL = new ModeUnderTest(LimiterMode.LOCAL, OutagePolicy.SHARE, 1, 0, 0);

    private static final int SETTLING_PERIODS = 4;
    private static final long SETTLING_LATENESS_NANOS = 4_000_000_000L;

    public ModeUnderTest {
        if (members < 1) {
            throw new IllegalArgumentException("members: " + members + " (expected: >= 1)");
        }
        if (leaseNanos < 0 || (leaseNanos > 0 && mode != LimiterMode.LEASE)) {
            throw new IllegalArgumentException("leaseNanos: " + leaseNanos + " (expected: >= 0, and 0 without leases)");
        }
    }

    /**
     * How long after the last of them came or went the replicas' shares must add up to 1: four membership periods, and some
     * seconds for the asking itself on a machine that does other things; 0 where nothing is shared that way.
     */
    public long settlingNanos() {
        return mode == LimiterMode.SHARE ? SETTLING_PERIODS * membershipPeriodNanos + SETTLING_LATENESS_NANOS : 0;
    }
}
