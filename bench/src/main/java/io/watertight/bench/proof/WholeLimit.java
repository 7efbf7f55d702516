package io.watertight.bench.proof;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether replicas that share a limit claim all of it: once nobody has come or gone for some membership periods, their
 * shares must add up to 1. Less would be denials that no subject has deserved, such as for the sake of a replica that left
 * and is still counted. Times are left out in which something was done to the replicas.
 */
final class WholeLimit {
    /** What adding up parts such as thirds may lose. */
    private static final double ROUNDING = 1e-6;

    private final Evidence evidence;
    private final long settleNanos;
    private long calmNanos;
    private int times;
    private @Nullable WorstCase worst;

    WholeLimit(Evidence evidence) {
        this.evidence = evidence;
        this.settleNanos = evidence.mode().settlingNanos();
    }

    LawResult judge(LawName law) {
        List<ClaimedShares.Stretch> stretches =
                ClaimedShares.of(evidence.replicas()).stretches();
        for (Span calm : calmTimes()) {
            look(calm, stretches);
        }
        if (times == 0) {
            return LawResult.inconclusive(
                    law,
                    "There was no time in which nobody had come or gone for " + duration(settleNanos)
                            + ", so shares had no time to add up.");
        }
        WorstCase least = worst;
        if (least == null) {
            throw new IllegalStateException("a time was seen, and no sum of it");
        }
        if (least.observed() < 1 - ROUNDING) {
            return LawResult.violated(
                    law,
                    "The shares of all replicas added up to " + digits(least.observed()) + " of the limit at "
                            + duration(least.atNanos()) + ", although nobody had come or gone for "
                            + duration(settleNanos) + ".",
                    least);
        }
        return LawResult.held(
                law,
                "The shares added up to the whole limit in all " + count(times, "time", "times") + " ("
                        + duration(calmNanos) + " together) in which nobody had come or gone for "
                        + duration(settleNanos) + ".",
                least);
    }

    /** After the load began, and long enough after whatever changed the members. */
    private List<Span> calmTimes() {
        List<Span> calm = new ArrayList<>();
        long[] changes = changes();
        for (int i = 0; i + 1 < changes.length; i++) {
            long from = Math.max(changes[i], evidence.phases().loadStartNanos()) + settleNanos;
            long to = changes[i + 1];
            if (from < to && !isDisturbed(from, to)) {
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
                        evidence.membershipChanges().stream().mapToLong(Long::longValue))
                .sorted()
                .toArray();
    }

    private void look(Span calm, List<ClaimedShares.Stretch> stretches) {
        boolean seen = false;
        for (ClaimedShares.Stretch stretch : stretches) {
            if (stretch.replicas() > 0
                    && stretch.fromNanos() < calm.toNanos()
                    && stretch.toNanos() > calm.fromNanos()) {
                keepWorse(Math.max(stretch.fromNanos(), calm.fromNanos()), stretch.sum());
                seen = true;
            }
        }
        if (seen) {
            times++;
            calmNanos += calm.toNanos() - calm.fromNanos();
        }
    }

    private void keepWorse(long atNanos, double sum) {
        if (worst == null || sum < worst.observed()) {
            worst = new WorstCase(
                    AdmissionTrack.ALL,
                    OptionalLong.empty(),
                    atNanos - evidence.phases().loadStartNanos(),
                    1,
                    sum,
                    "of the limit");
        }
    }

    private boolean isDisturbed(long fromNanos, long toNanos) {
        return evidence.events().stream()
                .anyMatch(event -> event.span().lengthenedBy(settleNanos).touches(fromNanos, toNanos));
    }
}
