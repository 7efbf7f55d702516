package io.watertight.bench.proof;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replays every admitted request through the oracle, in one pass, and keeps the tightest window. Of all windows that end
 * at an admission, the one that is fullest for its length begins where the subject's bucket was last full, so only those
 * are looked at. Single use, not thread-safe.
 */
final class AdmissionScan {
    private final LimitUnderTest limit;
    private final Oracle oracle;
    private long subjectsOverLimit;
    private @Nullable TightestWindow tightest;

    private AdmissionScan(LimitUnderTest limit) {
        this.limit = limit;
        this.oracle = new Oracle(limit);
    }

    static AdmissionScan of(Evidence evidence) {
        AdmissionScan scan = new AdmissionScan(evidence.limit());
        for (ReplicaEvidence replica : evidence.replicas()) {
            for (int s = 0; s < replica.timelines().subjects(); s++) {
                scan.replay(replica, s);
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

    private void replay(ReplicaEvidence replica, int subject) {
        SubjectTimelines timelines = replica.timelines();
        long tat = Oracle.RESTED;
        long windowFrom = 0;
        long inWindow = 0;
        boolean overLimit = false;
        for (int i = timelines.from(subject); i < timelines.to(subject); i++) {
            if (!timelines.admitted(i)) {
                continue;
            }
            long now = timelines.atNanos(i);
            if (tat <= now) {
                windowFrom = now;
                inWindow = 0;
            }
            inWindow++;
            overLimit |= oracle.excessNanos(tat, now) > 0;
            tat = oracle.admit(tat, now);
            long allowed = limit.allowedIn(now - windowFrom);
            if (tighter(inWindow - allowed, inWindow)) {
                tightest = new TightestWindow(replica, subject, windowFrom, now, inWindow, allowed);
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
