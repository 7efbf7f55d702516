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

    /** Violated, with what was found; else held, in the words given. */
    LawResult resultOrHeld(LawName law, String held) {
        if (worst == null) {
            return LawResult.held(law, held);
        }
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

    /** What held, of denials that were all looked at but for those of disturbed times. */
    String inevitable() {
        String all = judged == evidence.denied()
                ? "All " + count(judged) + " denials were inevitable"
                : count(judged) + " of " + count(evidence.denied())
                        + " denials were inevitable, the others fell into times when the store was disturbed";
        return all + "; " + keptToTheirRate() + ".";
    }

    /** The subjects that nobody had a reason to deny. */
    String keptToTheirRate() {
        return count(withinRate, "subject that kept to its rate was", "subjects that kept to their rate were")
                + " never denied";
    }
}
