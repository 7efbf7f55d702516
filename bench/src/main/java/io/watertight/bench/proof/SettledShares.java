package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the shares of all replicas added up to once they had settled: after the load began, in times in which nobody had come or
 * gone for {@link ModeUnderTest#settlingNanos()}. Times are left out in which somebody had still to claim a share, something was
 * done to the replicas, or nobody was there. Immutable.
 */
final class SettledShares {
    /** What adding up parts such as thirds may lose or gain. */
    static final double ROUNDING = 1e-6;

    private final Evidence evidence;
    private final long settleNanos;
    private int times;
    private long calmNanos;
    private @Nullable WorstCase least;
    private @Nullable WorstCase greatest;

    private SettledShares(Evidence evidence) {
        this.evidence = evidence;
        this.settleNanos = evidence.mode().settlingNanos();
    }

    static SettledShares of(Evidence evidence) {
        SettledShares settled = new SettledShares(evidence);
        List<ClaimedShares.Stretch> stretches =
                ClaimedShares.of(evidence.replicas(), evidence.limit().burst()).stretches();
        for (Span calm : settled.calmTimes()) {
            settled.look(calm, stretches);
        }
        return settled;
    }

    /** How many such times there were. Where there was none, there is neither a least sum nor a greatest. */
    int times() {
        return times;
    }

    /** How long they lasted together. */
    long calmNanos() {
        return calmNanos;
    }

    /** What such times have in common, as a clause. */
    String words() {
        return "nobody had come or gone for " + duration(settleNanos);
    }

    /** The least sum, the first of equal ones. */
    WorstCase least() {
        return seen(least);
    }

    /** The greatest sum, the first of equal ones. */
    WorstCase greatest() {
        return seen(greatest);
    }

    private static WorstCase seen(@Nullable WorstCase sum) {
        if (sum == null) {
            throw new IllegalStateException("there was no time in which shares had settled");
        }
        return sum;
    }

    private List<Span> calmTimes() {
        List<Span> calm = new ArrayList<>();
        long[] changes = changes();
        for (int i = 0; i + 1 < changes.length; i++) {
            long from = Math.max(changes[i], evidence.phases().loadStartNanos()) + settleNanos;
            long to = changes[i + 1];
            if (from < to && !isSettling(changes[i]) && !isDisturbed(from, to)) {
                calm.add(new Span(from, to));
            }
        }
        return calm;
    }

    private long[] changes() {
        LongStream came = evidence.replicas().stream()
                .flatMap(replica -> replica.account().shares().stream().limit(1))
                .mapToLong(LimiterAccount.ShareClaim::fromNanos);
        LongStream went = evidence.replicas().stream()
                .mapToLong(replica -> replica.end().atNanos())
                .filter(end -> end != Span.UNENDED);
        return LongStream.concat(
                        LongStream.concat(came, went),
                        evidence.membershipChanges().stream().mapToLong(MembershipChange::atNanos))
                .sorted()
                .toArray();
    }

    private boolean isSettling(long instantNanos) {
        boolean settling = false;
        for (MembershipChange change : evidence.membershipChanges()) {
            if (change.atNanos() <= instantNanos) {
                settling = change.settling();
            }
        }
        return settling;
    }

    private boolean isDisturbed(long fromNanos, long toNanos) {
        return evidence.events().stream()
                .anyMatch(event -> event.span().lengthenedBy(settleNanos).touches(fromNanos, toNanos));
    }

    private void look(Span calm, List<ClaimedShares.Stretch> stretches) {
        boolean seen = false;
        for (ClaimedShares.Stretch stretch : stretches) {
            if (stretch.replicas() > 0
                    && stretch.fromNanos() < calm.toNanos()
                    && stretch.toNanos() > calm.fromNanos()) {
                keep(Math.max(stretch.fromNanos(), calm.fromNanos()), stretch.sum());
                seen = true;
            }
        }
        if (seen) {
            times++;
            calmNanos += calm.toNanos() - calm.fromNanos();
        }
    }

    private void keep(long atNanos, double sum) {
        if (least == null || sum < least.observed()) {
            least = sumAt(atNanos, sum);
        }
        if (greatest == null || sum > greatest.observed()) {
            greatest = sumAt(atNanos, sum);
        }
    }

    private WorstCase sumAt(long atNanos, double sum) {
        return new WorstCase(
                AdmissionTrack.ALL,
                OptionalLong.empty(),
                atNanos - evidence.phases().loadStartNanos(),
                1,
                sum,
                "of the limit");
    }
}
