package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requests admitted for the subject that came closest to its limit, or went furthest past it, from the instant at
 * which its bucket was last full: what a plot of admitted against allowed shows. Immutable.
 *
 * @param replica the replica that decided
 * @param subject whose requests
 * @param fromNanos the first of them
 * @param offsetsNanos when each was admitted, after the first; in order of time
 */
public record AdmissionCurve(String replica, long subject, long fromNanos, List<Long> offsetsNanos) {
    public AdmissionCurve {
        offsetsNanos = List.copyOf(offsetsNanos);
    }

    /** Empty if nothing was admitted. */
    public static Optional<AdmissionCurve> tightest(Evidence evidence) {
        return AdmissionScan.of(evidence).tightest().map(window -> of(window, new Oracle(evidence.limit())));
    }

    private static AdmissionCurve of(TightestWindow window, Oracle oracle) {
        SubjectTimelines timelines = window.replica().timelines();
        List<Long> offsets = new ArrayList<>();
        long tat = Oracle.RESTED;
        for (int i = timelines.from(window.subjectNumber()); i < timelines.to(window.subjectNumber()); i++) {
            long now = timelines.atNanos(i);
            if (!timelines.admitted(i) || now < window.fromNanos()) {
                continue;
            }
            if (!offsets.isEmpty() && tat <= now) {
                break;
            }
            tat = oracle.admit(tat, now);
            offsets.add(now - window.fromNanos());
        }
        return new AdmissionCurve(window.replica().name(), window.subject(), window.fromNanos(), offsets);
    }
}
