package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

/**
 * Share, where only ledgers are seen: what all replicas claim at one time never adds up to more than the whole limit. Claims
 * have to be dated so that a doubt about clocks clears the replicas: a growth as late, a decline as early as it can have been.
 */
final class ShareLaw implements Law {
    /** Thirds do not add up to 1 in binary. */
    private static final double ROUNDING_NANOS = 1_000;

    @Override
    public LawName name() {
        return LawName.SHARE;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        if (evidence.mode().mode() != LimiterMode.SHARE) {
            return LawResult.notApplicable(
                    name(),
                    evidence.mode().mode() == LimiterMode.LOCAL
                            ? "Each replica holds the whole limit by itself."
                            : "The store holds the limit; shares count only while it is away.");
        }
        long claims = evidence.replicas().stream()
                .mapToLong(replica -> replica.account().shares().size())
                .sum();
        if (claims == 0) {
            return LawResult.inconclusive(name(), "No ledger told of a share.");
        }
        ClaimedShares shares =
                ClaimedShares.of(evidence.replicas(), evidence.limit().burst());
        double nanos = shares.surplusNanosUntil(shares.stretches().getLast().fromNanos());
        if (nanos > ROUNDING_NANOS) {
            return LawResult.violated(
                    name(),
                    String.format(
                            "The shares claimed added up to %s of the limit at worst, and to more than it by %s in all:"
                                    + " rho times that may have been admitted on top.",
                            digits(most(shares)), duration(Math.round(nanos))));
        }
        return LawResult.held(
                name(),
                String.format(
                        "%s of %s never added up to more than the whole limit.",
                        count(claims, "claim", "claims"),
                        count(evidence.replicas().size(), "replica", "replicas")));
    }

    /** The largest sum that lasted for any time at all. */
    private static double most(ClaimedShares shares) {
        return shares.stretches().stream()
                .filter(stretch -> stretch.toNanos() > stretch.fromNanos())
                .mapToDouble(ClaimedShares.Stretch::sum)
                .max()
                .orElse(0);
    }
}
