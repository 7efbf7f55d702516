package io.watertight.gateway.redis;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The law on what one subject may have, as far as it can be seen from outside: units granted by decisions that were made between two instants are at most burst
 * + floor(time between / T). A decision was made between its charge and its answer, so the window of those from one on to another one reaches from the charge of
 * the former to the answer of the latter. All windows are looked at.
 */
final class AdmissionLaw {

    private record Grant(long sentNanos, long receivedNanos, long units) {}

    private final List<Grant> grants = new ArrayList<>();

    synchronized void admitted(long sentNanos, long receivedNanos, long units) {
        grants.add(new Grant(sentNanos, receivedNanos, units));
    }

    synchronized void assertHolds(long unitNanos, long burst) {
        List<Grant> byEnd = grants.stream()
                .sorted(Comparator.comparingLong(Grant::receivedNanos))
                .toList();
        for (Grant first : byEnd) {
            long start = first.sentNanos();
            long units = 0;
            for (Grant grant : byEnd) {
                if (grant.sentNanos() - start >= 0) {
                    units += grant.units();
                    long allowed = burst + (grant.receivedNanos() - start) / unitNanos;
                    if (units > allowed) {
                        fail("%d units within %d ns (allowed: %d)", units, grant.receivedNanos() - start, allowed);
                    }
                }
            }
        }
    }
}
