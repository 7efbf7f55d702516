package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

/**
 * Whether replicas that share a limit claim all of it: whenever their shares have {@linkplain SettledShares settled}, they must
 * add up to no less than 1. Less would be denials that no subject has deserved, such as for the sake of a replica that left and is
 * still counted. More is for the {@linkplain SettledShareLaw law about shares} to tell. Stateless.
 */
final class WholeLimit {
    private WholeLimit() {}

    static LawResult judge(LawName law, Evidence evidence) {
        SettledShares settled = SettledShares.of(evidence);
        if (settled.times() == 0) {
            return LawResult.inconclusive(
                    law, "There was no time in which " + settled.words() + ", so shares had no time to add up.");
        }
        WorstCase least = settled.least();
        if (least.observed() < 1 - SettledShares.ROUNDING) {
            return LawResult.violated(
                    law,
                    "The shares of all replicas added up to " + digits(least.observed()) + " of the limit at "
                            + duration(least.atNanos()) + ", although " + settled.words() + ".",
                    least);
        }
        return LawResult.held(
                law,
                "The shares added up to no less than the whole limit in all " + count(settled.times(), "time", "times")
                        + " (" + duration(settled.calmNanos()) + " together) in which " + settled.words() + ".",
                least);
    }
}
