package io.watertight.bench.proof;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replays every admitted request through GCRA, in one pass, and keeps the tightest window. Of all windows that end
 * at an admission, the one that is fullest for its length begins where the subject's bucket was last full, so only those
 * are looked at. Where a charge is known only to lie in an interval, the request comes at its beginning and must be due by
 * its end: the k-th beginning is held against the k-th end, which accuses nobody whom some order of the charges would
 * clear. Single use, not thread-safe.
 */
final class AdmissionScan {
    private final Slack slack;
    private final Oracle oracle;
    private final long extraNanos;
    private long subjectsOverLimit;
    private @Nullable TightestWindow tightest;

    private AdmissionScan(Evidence evidence) {
        this.slack = Slack.of(evidence);
        this.oracle = new Oracle(evidence.limit());
        this.extraNanos = slack.extraBurstNanos();
    }

    static AdmissionScan of(Evidence evidence) {
        AdmissionScan scan = new AdmissionScan(evidence);
        for (AdmissionTrack track : AdmissionTrack.of(evidence)) {
            for (int s = 0; s < track.timelines().subjects(); s++) {
                scan.replay(track, s);
            }
        }
        return scan;
    }

    long subjectsOverLimit() {
        return subjectsOverLimit;
    }

    /** Empty if nothing was admitted. */
    Optional<TightestWindow> tightest() {
        return Optional.ofNullable(tightest);
    }

    private void replay(AdmissionTrack track, int subject) {
        long[] earliest = track.earliest(subject);
        long[] latest = track.latest(subject);
        long tat = Oracle.RESTED;
        long windowFrom = 0;
        long inWindow = 0;
        boolean overLimit = false;
        for (int i = 0; i < earliest.length; i++) {
            long comes = slack.earliest(earliest[i]);
            if (tat <= comes) {
                windowFrom = earliest[i];
                inWindow = 0;
            }
            inWindow++;
            tat = oracle.admit(tat, comes);
            overLimit |= oracle.overdueNanos(tat, slack.latest(latest[i])) > extraNanos;
            long allowed = slack.allowedBetween(windowFrom, latest[i]);
            if (tighter(inWindow - allowed, inWindow)) {
                tightest = new TightestWindow(track, subject, windowFrom, latest[i], inWindow, allowed);
            }
        }
        subjectsOverLimit += overLimit ? 1 : 0;
    }

    /** The larger excess; of equal ones, the window with more requests in it shows more. */
    private boolean tighter(long excess, long admitted) {
        return tightest == null
                || excess > tightest.excess()
                || (excess == tightest.excess() && admitted > tightest.admitted());
    }
}
