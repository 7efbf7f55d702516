package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Population: at every sample of a replica's ledger or of the store that all replicas share, live buckets are not more than
 * the subjects with {@code TAT > t - delta}. This implies the published bound, distinct subjects admitted in {@code (t - D -
 * delta, t]}. Samples after the last admission are left to {@link DrainLaw}. No key of the store may be without an end, or
 * have one later than D from now: it would outlive its bucket, however few there are.
 */
final class PopulationLaw implements Law {
    @Override
    public LawName name() {
        return LawName.POPULATION;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        Comparison comparison = new Comparison(evidence);
        BucketPlace.of(evidence).forEach(comparison::visit);
        return outliving(evidence).orElseGet(() -> comparison.result(name()));
    }

    private Optional<LawResult> outliving(Evidence evidence) {
        long longest = evidence.limit().timeToFullNanos() + PopulationBound.storeLingerNanos(evidence);
        for (StoreSample sample : evidence.storeSamples()) {
            if (sample.unending() > 0) {
                return Optional.of(LawResult.violated(
                        name(),
                        String.format(
                                "The store held %s without an end.", count(sample.unending(), "bucket", "buckets"))));
            }
            if (sample.longestTtlNanos() > longest) {
                return Optional.of(LawResult.violated(
                        name(),
                        String.format(
                                "A bucket in the store was to live for %s, and D is %s.",
                                duration(sample.longestTtlNanos()),
                                duration(evidence.limit().timeToFullNanos()))));
            }
        }
        return Optional.empty();
    }

    private static final class Comparison {
        private final Evidence evidence;
        private long places;
        private long samples;
        private long samplesAbove;
        private long peakLive;
        private long boundAtPeak;
        private long leastSlack = Long.MAX_VALUE;
        private @Nullable WorstCase worst;

        private Comparison(Evidence evidence) {
            this.evidence = evidence;
        }

        private void visit(BucketPlace place) {
            places++;
            place.busyReadings()
                    .forEach(reading ->
                            compare(place.name(), reading, place.bound().atMost(reading)));
        }

        private void compare(String place, LiveReading sample, long bound) {
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
                        place,
                        OptionalLong.empty(),
                        sample.atNanos() - evidence.phases().loadStartNanos(),
                        bound,
                        sample.live(),
                        "live buckets");
            }
        }

        private LawResult result(LawName law) {
            if (worst == null) {
                return LawResult.inconclusive(law, "No sample was taken while buckets could exist.");
            }
            String place = worst.replica();
            long live = (long) worst.observed();
            long bound = (long) worst.bound();
            if (leastSlack < 0) {
                return LawResult.violated(
                        law,
                        String.format(
                                "%s above the bound; the worst, %s at %s, held %s where at most %s may exist.",
                                count(samplesAbove) + " of " + count(samples, "sample is", "samples are"),
                                place,
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
                            placesInWords(),
                            count(peakLive),
                            count(boundAtPeak),
                            count(leastSlack, "bucket", "buckets"),
                            place,
                            duration(worst.atNanos())),
                    worst);
        }

        private String placesInWords() {
            long replicas = evidence.replicas().size();
            return count(replicas, "replica", "replicas") + (places > replicas ? " and the store" : "");
        }
    }
}
