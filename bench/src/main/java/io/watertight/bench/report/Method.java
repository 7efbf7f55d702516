package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;
import static io.watertight.bench.text.Quantities.perSecond;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LimitUnderTest;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.proof.ReplicaEvidence;
import java.util.List;

/** Says in three sentences what was claimed, how it was tested, and how it was judged. Stateless. */
final class Method {
    private Method() {}

    static List<String> sentences(Evidence evidence) {
        return List.of(claim(evidence), test(evidence), judgement(evidence));
    }

    private static String claim(Evidence evidence) {
        LimitUnderTest limit = evidence.limit();
        boolean alone = evidence.mode().mode() == LimiterMode.LOCAL;
        return String.format(
                "Claimed: under policy %s (%s) no subject is ever admitted more than its burst and its rate allow%s, the"
                        + " state kept for a subject is gone %s after its last admission plus the cleanup's cadence, and no"
                        + " request is lost.",
                limit.policy(),
                limit.quota(),
                alone
                        ? ""
                        : ", by all replicas together and but for the slack of mode "
                                + evidence.mode().mode().text(),
                duration(limit.timeToFullNanos()));
    }

    private static String test(Evidence evidence) {
        long lasted = evidence.phases().loadEndNanos() - evidence.phases().loadStartNanos();
        return String.format(
                "Tested: an open-loop generator sent %s requests of %s distinct subjects in %s, %s on average, to %s%s.",
                count(evidence.load().sent()),
                count(evidence.load().distinctSubjects()),
                duration(lasted),
                perSecond(evidence.load().achievedPerSecond()),
                count(evidence.replicas().size(), "replica", "replica incarnations"),
                ends(evidence));
    }

    private static String ends(Evidence evidence) {
        List<ReplicaEnd> ends = evidence.replicas().stream()
                .map(ReplicaEvidence::end)
                .filter(end -> end.before(evidence.phases().loadEndNanos()))
                .toList();
        long stopped =
                ends.stream().filter(ReplicaEnd.Stopped.class::isInstance).count();
        long killed = ends.stream().filter(ReplicaEnd.Killed.class::isInstance).count();
        long vanished = ends.size() - stopped - killed;
        if (ends.isEmpty()) {
            return "";
        }
        return ", of which " + count(stopped, "was stopped", "were stopped") + " and "
                + count(killed, "was killed", "were killed") + " under load"
                + (vanished == 0 ? "" : ", and " + count(vanished, "left no obituary", "left no obituaries"));
    }

    private static String judgement(Evidence evidence) {
        long readings = evidence.replicas().stream()
                .mapToLong(replica -> replica.ledgerReadings().size())
                .sum();
        long collections = evidence.replicas().stream()
                .mapToLong(replica -> replica.processSamples().size())
                .sum();
        return String.format(
                "Judged: all %s decisions were replayed through an independent oracle at the instants %s,"
                        + " and %s and %s were held against what it allows.",
                count(evidence.admitted() + evidence.denied()),
                evidence.mode().mode().usesStore() ? "between request and answer" : "the gateway names",
                count(readings, "reading of a ledger", "readings of ledgers"),
                count(collections, "heap after a full collection", "heaps after a full collection"));
    }
}
