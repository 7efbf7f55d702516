package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Drain: no bucket is left D + delta after the last admission, at any replica that lives that long and in the store that
 * they share. On the way there, a quiet place may not hold more than the exact bound, which falls to 0: a cleanup that needs traffic to go on is found here.
 */
final class DrainLaw implements Law {
    @Override
    public LawName name() {
        return LawName.DRAIN;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        Drains drains = new Drains(evidence);
        BucketPlace.of(evidence).stream().filter(BucketPlace::wasCharged).forEach(drains::visit);
        return drains.result(name());
    }

    private static final class Drains {
        private final Evidence evidence;
        private final List<String> unseen = new ArrayList<>();
        private long emptied;
        private long endedBefore;
        private long slowestNanos;
        private long worstExcess;
        private @Nullable WorstCase worst;

        private Drains(Evidence evidence) {
            this.evidence = evidence;
        }

        private void visit(BucketPlace place) {
            long quietFrom = place.bound().quietFromNanos();
            List<LiveReading> quiet = place.quietReadings().toList();
            quiet.forEach(reading -> keepWorse(place, reading));
            if (quiet.stream().anyMatch(reading -> reading.askedNanos() >= quietFrom + place.horizonNanos())) {
                emptied++;
                slowestNanos = Math.max(slowestNanos, seenEmptyNanos(quiet, quietFrom));
            } else if (place.ended()) {
                endedBefore++;
            } else {
                unseen.add(place.name());
            }
        }

        private void keepWorse(BucketPlace place, LiveReading reading) {
            long bound = place.bound().atMost(reading);
            long excess = reading.live() - bound;
            if (excess > worstExcess) {
                worstExcess = excess;
                worst = new WorstCase(
                        place.name(),
                        OptionalLong.empty(),
                        reading.atNanos() - evidence.phases().loadStartNanos(),
                        bound,
                        reading.live(),
                        "live buckets");
            }
        }

        private static long seenEmptyNanos(List<LiveReading> quiet, long quietFromNanos) {
            return quiet.stream()
                    .filter(reading -> reading.live() == 0)
                    .mapToLong(reading -> reading.answeredNanos() - quietFromNanos)
                    .findFirst()
                    .orElse(0);
        }

        private String places(long count) {
            return evidence.mode().mode().usesStore()
                    ? count(count - 1, "replica", "replicas") + " and the store were"
                    : count(count, "replica was", "replicas were");
        }

        private LawResult result(LawName law) {
            if (worst != null) {
                return LawResult.violated(
                        law,
                        String.format(
                                "%s still held %s at %s, when it had been quiet so long that at most %s could be left.",
                                worst.replica(),
                                count((long) worst.observed(), "bucket", "buckets"),
                                duration(worst.atNanos()),
                                count((long) worst.bound())),
                        worst);
            }
            if (!unseen.isEmpty()) {
                return LawResult.inconclusive(
                        law, "No sample was taken after the horizon of " + String.join(", ", unseen) + " had passed.");
            }
            if (emptied == 0) {
                return LawResult.inconclusive(law, "No replica lived until its horizon had passed.");
            }
            String others = endedBefore == 0
                    ? ""
                    : String.format(" (%s ended before that)", count(endedBefore, "other", "others"));
            return LawResult.held(
                    law,
                    String.format(
                            "%s empty once the horizon had passed%s; the slowest was seen empty %s after its last"
                                    + " admission.",
                            places(emptied), others, duration(slowestNanos)));
        }
    }
}
