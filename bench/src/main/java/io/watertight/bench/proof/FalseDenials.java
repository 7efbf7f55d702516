package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Collects what the No-false-denial law finds, and words it. Single use, not thread-safe. */
final class FalseDenials {
    private final Evidence evidence;
    private long falseDenials;
    private long judged;
    private long withinRate;
    private long worstHeadroomNanos = -1;
    private @Nullable WorstCase worst;

    FalseDenials(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A denial was looked at. */
    void judged() {
        judged++;
    }

    /** A subject never asked for more than its rate. */
    void withinRate() {
        withinRate++;
    }

    /** A denial was not inevitable. */
    void found(String place, long subject, long deniedAtNanos, long headroomNanos) {
        falseDenials++;
        if (headroomNanos > worstHeadroomNanos) {
            worstHeadroomNanos = headroomNanos;
            worst = new WorstCase(
                    place,
                    OptionalLong.of(subject),
                    deniedAtNanos - evidence.phases().loadStartNanos(),
                    0,
                    1 + headroomNanos / evidence.limit().emissionIntervalNanos(),
                    "permits left when denied");
        }
    }

    /** Of every denial that could be looked at. */
    LawResult ofDenials(LawName law) {
        if (worst != null) {
            return violated(law, worst);
        }
        return judged == 0
                ? LawResult.inconclusive(
                        law,
                        "Of none of " + count(evidence.denied(), "denial", "denials")
                                + " can be told whether it was inevitable.")
                : LawResult.held(law, inevitable());
    }

    /** Of subjects that nobody had a reason to deny, each at the one replica that it was at. */
    LawResult atOneReplica(LawName law) {
        if (worst != null) {
            return violated(law, worst);
        }
        return withinRate == 0
                ? LawResult.inconclusive(law, "No subject kept to its rate at one replica by itself.")
                : LawResult.held(law, "At one replica by itself, " + keptToTheirRate() + ".");
    }

    private LawResult violated(LawName law, WorstCase worst) {
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

    private String inevitable() {
        String all = judged == evidence.denied()
                ? "All " + count(judged) + " denials were inevitable"
                : count(judged) + " of " + count(evidence.denied())
                        + " denials were inevitable, the others concern requests that got no answer, or times when the store was disturbed";
        return all + "; " + keptToTheirRate() + ".";
    }

    private String keptToTheirRate() {
        return count(withinRate, "subject that kept to its rate was", "subjects that kept to their rate were")
                + " never denied";
    }
}
