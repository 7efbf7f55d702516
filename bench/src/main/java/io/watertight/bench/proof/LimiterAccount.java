package io.watertight.bench.proof;

import java.util.List;

/**
 * What a replica says of its part in a limit that several replicas hold together, from its start to one reading.
 * Immutable.
 *
 * @param shares the parts it has claimed, in order of time; nothing before the first
 * @param fallbacks when it decided by itself because the store did not answer, in order of time
 * @param remoteCalls charges it has sent to the store
 */
public record LimiterAccount(List<ShareClaim> shares, List<Span> fallbacks, long remoteCalls) {
    /** Of a replica that has no part in anything. */
    public static final LimiterAccount NONE = new LimiterAccount(List.of(), List.of(), 0);

    public LimiterAccount {
        shares = List.copyOf(shares);
        fallbacks = List.copyOf(fallbacks);
    }

    /**
     * A part of the limit, claimed until the next claim.
     *
     * @param fromNanos since when, on the host's monotonic clock
     * @param share 0 to 1
     */
    public record ShareClaim(long fromNanos, double share) {
        public ShareClaim {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share: " + share + " (expected: 0..1)");
            }
        }
    }
}
