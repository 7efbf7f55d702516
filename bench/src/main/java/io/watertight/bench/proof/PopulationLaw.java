package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Population: at every ledger sample, live buckets are not more than the subjects with {@code TAT > t - delta}. This
 * implies the published bound, distinct subjects admitted in {@code (t - D - delta, t]}. Samples after the last admission
 * of a replica are left to {@link DrainLaw}.
 */
final class PopulationLaw implements Law {
    @Override
    public LawName name() {
        return LawName.POPULATION;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        Comparison comparison = new Comparison(evidence);
        evidence.replicas().forEach(comparison::visit);
        return comparison.result(name());
    }

    private static final class Comparison {
        private final Evidence evidence;
        private long samples;
        private long samplesAbove;
        private long peakLive;
        private long boundAtPeak;
        private long leastSlack = Long.MAX_VALUE;
        private @Nullable WorstCase worst;

        private Comparison(Evidence evidence) {
            this.evidence = evidence;
        }

        private void visit(ReplicaEvidence replica) {
            PopulationBound bound = new PopulationBound(evidence, replica);
            replica.ledgerReadings().stream()
                    .filter(reading -> !bound.isQuietAt(reading))
                    .forEach(reading -> compare(replica, reading, bound.atMost(reading)));
        }

        private void compare(ReplicaEvidence replica, LedgerSample sample, long bound) {
            long slack = bound - sample.live();
            samples++;
            samplesAbove += slack < 0 ? 1 : 0;
            if (sample.live() > peakLive) {
                peakLive = sample.live();
                boundAtPeak = bound;
            }
            boolean idle = bound == 0 && sample.live() == 0;
            if (slack < leastSlack && !idle) {
                leastSlack = slack;
                worst = new WorstCase(
                        replica.name(),
                        OptionalLong.empty(),
                        sample.nowNanos() - evidence.phases().loadStartNanos(),
                        bound,
                        sample.live(),
                        "live buckets");
            }
        }

        private LawResult result(LawName law) {
            if (worst == null) {
                return LawResult.inconclusive(law, "No ledger sample was taken while buckets could exist.");
            }
            String replica = worst.replica();
            long live = (long) worst.observed();
            long bound = (long) worst.bound();
            if (leastSlack < 0) {
                return LawResult.violated(
                        law,
                        String.format(
                                "%s above the bound; the worst, %s at %s, held %s where at most %s may exist.",
                                count(samplesAbove) + " of " + count(samples, "sample is", "samples are"),
                                replica,
                                duration(worst.atNanos()),
                                count(live, "bucket", "buckets"),
                                count(bound)),
                        worst);
            }
            return LawResult.held(
                    law,
                    String.format(
                            "%s of %s all within the bound: at the peak %s live where at most %s may exist; the least slack, %s on"
                                    + " %s at %s.",
                            count(samples, "sample", "samples"),
                            count(evidence.replicas().size(), "replica", "replicas"),
                            count(peakLive),
                            count(boundAtPeak),
                            count(leastSlack, "bucket", "buckets"),
                            replica,
                            duration(worst.atNanos())),
                    worst);
        }
    }
}
