package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * No false denial: each denial must have been inevitable, given the requests admitted before it. It follows that a
 * subject that keeps to its rate, spaced by T or more, is never denied.
 */
final class NoFalseDenialLaw implements Law {
    @Override
    public LawName name() {
        return LawName.NO_FALSE_DENIAL;
    }

    @Override
    public LawResult judge(Evidence evidence) {
        long overflowed = evidence.replicas().stream()
                .mapToLong(ReplicaEvidence::overflowed)
                .sum();
        if (overflowed > 0) {
            return LawResult.notApplicable(
                    name(),
                    "The memory cap was reached and overflow buckets took " + count(overflowed)
                            + " decisions; false denials are the cap's price.");
        }
        if (evidence.denied() == 0) {
            return LawResult.inconclusive(name(), "No request was denied.");
        }
        Replay replay = new Replay(evidence);
        evidence.replicas().forEach(replay::visit);
        return replay.result(name());
    }

    private static final class Replay {
        private final Evidence evidence;
        private final Oracle oracle;
        private long falseDenials;
        private long withinRate;
        private long worstHeadroomNanos = -1;
        private @Nullable WorstCase worst;

        private Replay(Evidence evidence) {
            this.evidence = evidence;
            this.oracle = new Oracle(evidence.limit());
        }

        private void visit(ReplicaEvidence replica) {
            SubjectTimelines timelines = replica.timelines();
            DenialReplay denials = new DenialReplay(
                    timelines, oracle, evidence.tolerances().reorder().toNanos());
            for (int s = 0; s < timelines.subjects(); s++) {
                if (replica.doubts().concern(timelines.subject(s))) {
                    continue;
                }
                withinRate += keepsToItsRate(timelines, s) ? 1 : 0;
                denials.findFalseDenials(s, (subject, at, headroom) -> found(replica, subject, at, headroom));
            }
        }

        private void found(ReplicaEvidence replica, int subject, long deniedAtNanos, long headroomNanos) {
            falseDenials++;
            if (headroomNanos > worstHeadroomNanos) {
                worstHeadroomNanos = headroomNanos;
                worst = new WorstCase(
                        replica.name(),
                        OptionalLong.of(replica.timelines().subject(subject)),
                        deniedAtNanos - evidence.phases().loadStartNanos(),
                        0,
                        1 + headroomNanos / evidence.limit().emissionIntervalNanos(),
                        "permits left when denied");
            }
        }

        private boolean keepsToItsRate(SubjectTimelines timelines, int subject) {
            for (int i = timelines.from(subject) + 1; i < timelines.to(subject); i++) {
                if (timelines.atNanos(i) - timelines.atNanos(i - 1)
                        < evidence.limit().emissionIntervalNanos()) {
                    return false;
                }
            }
            return true;
        }

        private LawResult result(LawName law) {
            if (worst != null) {
                return LawResult.violated(
                        law,
                        String.format(
                                "%s where an exact limiter would have admitted; the worst, of subject %s on %s at %s, with"
                                        + " %s left.",
                                count(falseDenials, "request was denied", "requests were denied"),
                                worst.subject().orElseThrow(),
                                worst.replica(),
                                duration(worst.atNanos()),
                                count((long) worst.observed(), "permit", "permits")),
                        worst);
            }
            return LawResult.held(
                    law,
                    String.format(
                            "All %s denials were inevitable; %s never denied.",
                            count(evidence.denied()),
                            count(
                                    withinRate,
                                    "subject that kept to its rate was",
                                    "subjects that kept to their rate were")));
        }
    }
}
