package io.watertight.bench.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The integral over time of what the shares claimed by all replicas together exceed 1 by. A replica claims nothing before
 * its first claim and after its end. Immutable.
 */
final class ShareSurplus {
    static final ShareSurplus NONE = new ShareSurplus(List.of());

    /** A change of the sum of shares. */
    private record Change(long atNanos, double difference) {}

    private final long[] instants;
    private final double[] surplusFrom;
    private final double[] nanosBefore;

    private ShareSurplus(List<Change> changes) {
        instants = new long[changes.size()];
        surplusFrom = new double[changes.size()];
        nanosBefore = new double[changes.size()];
        double sum = 0;
        double nanos = 0;
        for (int i = 0; i < changes.size(); i++) {
            instants[i] = changes.get(i).atNanos();
            nanos += i == 0 ? 0 : surplusFrom[i - 1] * (instants[i] - instants[i - 1]);
            nanosBefore[i] = nanos;
            sum += changes.get(i).difference();
            surplusFrom[i] = Math.max(0, sum - 1);
        }
    }

    static ShareSurplus of(List<ReplicaEvidence> replicas) {
        List<Change> changes = new ArrayList<>();
        for (ReplicaEvidence replica : replicas) {
            double share = 0;
            long end = replica.end().atNanos();
            for (LimiterAccount.ShareClaim claim : replica.account().shares()) {
                changes.add(new Change(Math.min(claim.fromNanos(), end), claim.share() - share));
                share = claim.share();
            }
            if (end != Span.UNENDED) {
                changes.add(new Change(end, -share));
            }
        }
        changes.sort(Comparator.comparingLong(Change::atNanos));
        return new ShareSurplus(changes);
    }

    /** The integral until the instant, in nanoseconds. */
    double nanosUntil(long instantNanos) {
        int last = -1;
        while (last + 1 < instants.length && instants[last + 1] <= instantNanos) {
            last++;
        }
        return last < 0 ? 0 : nanosBefore[last] + surplusFrom[last] * (instantNanos - instants[last]);
    }
}
