package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What all replicas together have claimed of the limit, over time. A replica claims nothing before its first claim and after
 * its end. Immutable.
 */
final class ClaimedShares {
    static final ClaimedShares NONE = new ClaimedShares(List.of(), 1);

    /** A change of one replica's share, and of the replicas there are. */
    private record Change(long atNanos, double from, double to, int arrivals, int departures) {
        double difference() {
            return to - from;
        }

        /** Of what the share of a burst lacks to one request. */
        double differenceOfLack(long burst) {
            return lack(to, burst) - lack(from, burst);
        }

        private static double lack(double share, long burst) {
            return share == 0 ? 0 : Math.max(0, 1 - burst * share);
        }
    }

    /**
     * A time in which nothing changes.
     *
     * @param sum of the shares
     * @param replicas how many there are
     */
    record Stretch(long fromNanos, long toNanos, double sum, int replicas) {}

    private final List<Stretch> stretches = new ArrayList<>();
    private final double[] surplusNanosBefore;
    private final double mostLack;

    private ClaimedShares(List<Change> changes, long burst) {
        surplusNanosBefore = new double[changes.size()];
        double sum = 0;
        double surplus = 0;
        double lack = 0;
        double most = 0;
        int replicas = 0;
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            surplusNanosBefore[i] = surplus;
            sum += change.difference();
            lack += change.differenceOfLack(burst);
            most = Math.max(most, lack - burst * Math.max(0, 1 - sum));
            replicas += change.arrivals() - change.departures();
            long until = i + 1 < changes.size() ? changes.get(i + 1).atNanos() : Span.UNENDED;
            stretches.add(new Stretch(change.atNanos(), until, sum, replicas));
            surplus += Math.max(0, sum - 1) * ((double) until - change.atNanos());
        }
        mostLack = most;
    }

    static ClaimedShares of(List<ReplicaEvidence> replicas, long burst) {
        List<Change> changes = new ArrayList<>();
        for (ReplicaEvidence replica : replicas) {
            double share = 0;
            int arrivals = 1;
            long end = replica.end().atNanos();
            for (LimiterAccount.ShareClaim claim : replica.account().shares()) {
                changes.add(new Change(Math.min(claim.fromNanos(), end), share, claim.share(), arrivals, 0));
                share = claim.share();
                arrivals = 0;
            }
            if (end != Span.UNENDED) {
                changes.add(new Change(end, share, 0, 0, 1 - arrivals));
            }
        }
        changes.sort(Comparator.comparingLong(Change::atNanos));
        return new ClaimedShares(changes, burst);
    }

    /** In order of time; the last one has no end. */
    List<Stretch> stretches() {
        return stretches;
    }

    /** The most replicas there were at a time. */
    int mostReplicas() {
        return stretches.stream().mapToInt(Stretch::replicas).max().orElse(0);
    }

    /**
     * The most that all shares of a burst together lacked at a time to one request each, less what nobody claimed of the burst, in
     * requests: what there was above the burst, or above the claimed part of it where that was more than one.
     */
    double mostLack() {
        return mostLack;
    }

    /** The integral of what the sum exceeds 1 by, until the instant, in nanoseconds. */
    double surplusNanosUntil(long instantNanos) {
        int low = 0;
        int high = stretches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).fromNanos() <= instantNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return 0;
        }
        Stretch last = stretches.get(low - 1);
        return surplusNanosBefore[low - 1] + Math.max(0, last.sum() - 1) * (instantNanos - last.fromNanos());
    }
}
