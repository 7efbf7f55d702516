package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

/**
 * Share, where decisions are seen: whenever the shares have {@linkplain SettledShares settled}, they add up to no more than the
 * whole limit. Before that views of the members may differ, and what they give away is Admission's slack; {@link ShareLaw} asks
 * about every instant, for want of decisions.
 */
final class SettledShareLaw implements Law {
    @Override
    public LawName name() {
        return LawName.SHARE;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        SettledShares settled = SettledShares.of(evidence);
        if (settled.times() == 0) {
            return LawResult.inconclusive(
                    name(), "There was no time in which replicas claimed shares and " + settled.words() + ".");
        }
        WorstCase greatest = settled.greatest();
        if (greatest.observed() > 1 + SettledShares.ROUNDING) {
            return LawResult.violated(
                    name(),
                    "The shares of all replicas added up to " + digits(greatest.observed()) + " of the limit at "
                            + duration(greatest.atNanos()) + ", although " + settled.words() + ".",
                    greatest);
        }
        return LawResult.held(
                name(),
                "The shares added up to no more than the whole limit in all " + count(settled.times(), "time", "times")
                        + " (" + duration(settled.calmNanos()) + " together) in which " + settled.words() + ".",
                greatest);
    }
}
