package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Population as far as ledgers alone can tell: live buckets are not more than what {@link AdmissionCounter} allows. */
final class CountedPopulationLaw implements Law {
    @Override
    public LawName name() {
        return LawName.POPULATION;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        long compared = 0;
        long above = 0;
        long peak = 0;
        WorstCase worst = null;
        for (ReplicaEvidence replica : evidence.replicas()) {
            AdmissionCounter counter = new AdmissionCounter(evidence, replica);
            List<LedgerSample> readings = replica.ledgerReadings();
            for (int i = 0; i < readings.size(); i++) {
                LedgerSample reading = readings.get(i);
                long bound = counter.atMost(i);
                compared++;
                above += reading.live() > bound ? 1 : 0;
                peak = Math.max(peak, reading.live());
                worst = worseOf(worst, evidence, replica, reading, bound);
            }
        }
        if (worst == null) {
            return LawResult.inconclusive(name(), "No reading was taken while buckets existed.");
        }
        if (above > 0) {
            return LawResult.violated(
                    name(),
                    String.format(
                            "%s above the bound; the worst, %s at %s, held %s where what it admitted within the horizon"
                                    + " explains at most %s.",
                            count(above) + " of " + count(compared, "reading is", "readings are"),
                            worst.replica(),
                            duration(worst.atNanos()),
                            count((long) worst.observed(), "bucket", "buckets"),
                            count((long) worst.bound())),
                    worst);
        }
        return LawResult.held(
                name(),
                String.format(
                        "%s of %s all within what was admitted in the horizon before: at the peak %s live; the least slack,"
                                + " %s of %s on %s.",
                        count(compared, "reading", "readings"),
                        count(evidence.replicas().size(), "replica", "replicas"),
                        count(peak),
                        count((long) (worst.bound() - worst.observed()), "bucket", "buckets"),
                        count((long) worst.bound()),
                        worst.replica()),
                worst);
    }

    private static @Nullable WorstCase worseOf(
            @Nullable WorstCase worst, Evidence evidence, ReplicaEvidence replica, LedgerSample reading, long bound) {
        long slack = bound - reading.live();
        if (reading.live() == 0 || (worst != null && slack >= worst.bound() - worst.observed())) {
            return worst;
        }
        return new WorstCase(
                replica.name(),
                OptionalLong.empty(),
                reading.nowNanos() - evidence.phases().loadStartNanos(),
                bound,
                reading.live(),
                "live buckets");
    }
}
