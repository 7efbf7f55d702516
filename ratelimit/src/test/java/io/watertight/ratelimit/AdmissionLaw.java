package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The law on what one subject may have: in every closed window of length w, at most burst + floor(w / T) permits. Checked
 * over all windows in one pass: with C the permits before an admission and C' those up to and including a later one at t',
 * it is (C' - C - burst) * T <= t' - t, so only the least C * T - t of all earlier admissions matters.
 */
final class AdmissionLaw {

    private final List<Admission> admissions = new ArrayList<>();

    private record Admission(long atNanos, long permits) {}

    /** Takes note of an admission, in any order; instants count from any origin near those of the others. */
    synchronized void admitted(long atNanos, long permits) {
        admissions.add(new Admission(atNanos, permits));
    }

    void assertHolds(Quota quota) {
        assertHolds(quota, 0);
    }

    /** With so many nanoseconds more for each window, and therefore as many permits more as are gained in them. */
    synchronized void assertHolds(Quota quota, long slackNanos) {
        if (admissions.isEmpty()) {
            return;
        }
        long origin = admissions.getFirst().atNanos();
        List<Admission> inOrder = admissions.stream()
                .map(a -> new Admission(a.atNanos() - origin, a.permits()))
                .sorted(Comparator.comparingLong(Admission::atNanos))
                .toList();
        long interval = quota.emissionIntervalNanos();
        long taken = 0;
        long least = Long.MAX_VALUE;
        for (Admission admission : inOrder) {
            least = Math.min(least, Math.multiplyExact(taken, interval) - admission.atNanos());
            taken += admission.permits();
            long over = Math.multiplyExact(taken - quota.burst(), interval) - admission.atNanos() - least - slackNanos;
            if (over > 0) {
                fail(
                        "%d permits too many in a window that ends %d ns after the first admission (%s)",
                        Math.ceilDiv(over, interval), admission.atNanos(), quota);
            }
        }
    }
}
