package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests admitted for the subject that came closest to its limit, or went furthest past it, from the instant at
 * which its bucket was last full: what a plot of admitted against allowed shows. Immutable.
 *
 * @param who the replica that decided, or all of them where they hold one limit together
 * @param subject whose requests
 * @param fromNanos the first of them
 * @param offsetsNanos when each was admitted, after the first; in order of time
 */
public record AdmissionCurve(String who, long subject, long fromNanos, List<Long> offsetsNanos) {
    public AdmissionCurve {
        offsetsNanos = List.copyOf(offsetsNanos);
    }

    /** Empty if nothing was admitted. */
    public static Optional<AdmissionCurve> tightest(Evidence evidence) {
        return AdmissionScan.of(evidence).tightest().map(window -> of(window, evidence));
    }

    private static AdmissionCurve of(TightestWindow window, Evidence evidence) {
        Oracle oracle = new Oracle(evidence.limit());
        Slack slack = Slack.of(evidence);
        long[] earliest = window.track().earliest(window.subjectNumber());
        long[] latest = window.track().latest(window.subjectNumber());
        List<Long> offsets = new ArrayList<>();
        long tat = Oracle.RESTED;
        for (int i = 0; i < earliest.length; i++) {
            if (earliest[i] < window.fromNanos()) {
                continue;
            }
            long comes = slack.earliest(earliest[i]);
            if (!offsets.isEmpty() && tat <= comes) {
                break;
            }
            tat = oracle.admit(tat, comes);
            offsets.add(latest[i] - window.fromNanos());
        }
        return new AdmissionCurve(window.track().name(), window.subject(), window.fromNanos(), offsets);
    }
}
