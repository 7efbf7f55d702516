package io.watertight.bench.kubernetes;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.duration;

import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LawResult;
import io.watertight.bench.proof.LedgerJudge;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.bench.proof.ReplicaEvidence;
import io.watertight.bench.report.Chart;
import io.watertight.bench.report.Fact;
import io.watertight.bench.report.FactGroup;
import io.watertight.bench.report.LawRow;
import io.watertight.bench.report.LoadTable;
import io.watertight.bench.report.ProofReport;
import io.watertight.bench.report.ReplicaRow;
import io.watertight.bench.report.SharingRow;
import io.watertight.bench.report.TimelineRow;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes the report of what was seen on a cluster. Stateless. */
public final class ClusterReport {
    private static final double NANOS = 1e9;

    private ClusterReport() {}

    /** The report on one outcome. */
    public static ProofReport of(ClusterOutcome outcome, String server, String commandLine) {
        Evidence evidence = outcome.evidence();
        return new ProofReport(
                ProofReport.SCHEMA_VERSION,
                "Watertight gateways of release " + outcome.plan().release().name() + " on a cluster",
                OffsetDateTime.now(ZoneOffset.UTC).withNano(0).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                commandLine,
                outcome.verdict().finding(),
                outcome.verdict().objections(),
                method(evidence),
                highlights(evidence),
                outcome.verdict().laws().stream().map(ClusterReport::lawRow).toList(),
                byName(evidence)
                        .filter(replica -> !replica.ledgerReadings().isEmpty())
                        .map(replica -> chart(evidence, replica))
                        .toList(),
                byName(evidence).map(ClusterReport::replicaRow).toList(),
                new SharingRow(
                        evidence.mode().mode().text(),
                        evidence.mode().members(),
                        null,
                        "not judged from ledgers alone"),
                timeline(evidence),
                load(outcome),
                List.of(new FactGroup(
                        "Cluster",
                        List.of(
                                new Fact("API server", server),
                                new Fact("Namespace", outcome.plan().release().namespace())))),
                outcome.configuration());
    }

    private static List<String> method(Evidence evidence) {
        return List.of(
                "The ledger of every gateway pod was read once a second through the API server, and the last one from the"
                        + " pod's log.",
                "Each policy's bucket is gone " + duration(evidence.limit().timeToFullNanos())
                        + " after it was used up, and a cleanup cadence.",
                "What needs the decision of each request is not judged here.");
    }

    private static List<Fact> highlights(Evidence evidence) {
        List<LedgerSample> last = evidence.replicas().stream()
                .filter(replica -> !replica.ledgerReadings().isEmpty())
                .map(replica -> replica.ledgerReadings().getLast())
                .toList();
        long peak = evidence.replicas().stream()
                .flatMap(replica -> replica.ledgerReadings().stream())
                .mapToLong(LedgerSample::live)
                .max()
                .orElse(0);
        return List.of(
                new Fact(
                        "requests decided",
                        count(last.stream()
                                .mapToLong(reading -> reading.admitted() + reading.denied())
                                .sum())),
                new Fact("replica incarnations", count(evidence.replicas().size())),
                new Fact("live buckets on a replica at its peak", count(peak)));
    }

    private static LawRow lawRow(LawResult result) {
        return new LawRow(
                result.law().title(),
                result.law().statement(),
                result.finding(),
                result.evidence(),
                result.worst()
                        .map(worst -> new LawRow.WorstRow(
                                worst.replica(),
                                null,
                                worst.atNanos() / NANOS,
                                worst.bound(),
                                worst.observed(),
                                worst.unit()))
                        .orElse(null));
    }

    /** Not as they were first read: all are read at once, and which answers first is chance. */
    private static Stream<ReplicaEvidence> byName(Evidence evidence) {
        return evidence.replicas().stream().sorted(Comparator.comparing(ReplicaEvidence::name));
    }

    private static Chart chart(Evidence evidence, ReplicaEvidence replica) {
        List<LedgerSample> readings = replica.ledgerReadings();
        List<Double> at = readings.stream()
                .map(reading -> seconds(evidence, reading.nowNanos()))
                .toList();
        return new Chart(
                "Live buckets of " + replica.name(),
                "The bound is what the replica had admitted in the horizon before, by its own count.",
                false,
                new Chart.Axis("time (s)", Chart.Scale.LINEAR),
                new Chart.Axis("buckets", Chart.Scale.LINEAR),
                List.of(
                        new Chart.Series(
                                "bound",
                                Chart.Tone.LIMIT,
                                Chart.Look.STEPS,
                                at,
                                LedgerJudge.bounds(evidence, replica).stream()
                                        .map(Long::doubleValue)
                                        .toList()),
                        new Chart.Series(
                                "live",
                                Chart.Tone.OBSERVED,
                                Chart.Look.DOTS,
                                at,
                                readings.stream()
                                        .map(reading -> (double) reading.live())
                                        .toList())));
    }

    private static ReplicaRow replicaRow(ReplicaEvidence replica) {
        LedgerSample last = replica.ledgerReadings().isEmpty()
                ? null
                : replica.ledgerReadings().getLast();
        return new ReplicaRow(
                replica.name(),
                end(replica.end()),
                last == null ? null : last.created(),
                last == null ? null : last.expired(),
                last == null ? null : last.overflowed(),
                last == null ? null : last.live(),
                last == null ? null : last.cleanupCadenceNanos() / NANOS,
                last == null ? 0 : last.admitted(),
                last == null ? 0 : last.denied(),
                0,
                null);
    }

    private static String end(ReplicaEnd end) {
        return switch (end) {
            case ReplicaEnd.StillRunning running -> "ran to the end";
            case ReplicaEnd.Stopped stopped -> "left an obituary";
            case ReplicaEnd.Killed killed -> "gone without an obituary";
            case ReplicaEnd.Vanished vanished -> "gone without an obituary";
        };
    }

    private static List<TimelineRow> timeline(Evidence evidence) {
        List<TimelineRow> rows = new ArrayList<>();
        for (ReplicaEvidence replica : evidence.replicas()) {
            if (!replica.ledgerReadings().isEmpty()) {
                rows.add(new TimelineRow(
                        seconds(evidence, replica.ledgerReadings().getFirst().nowNanos()),
                        null,
                        replica.name() + " was first read"));
            }
            if (!(replica.end() instanceof ReplicaEnd.StillRunning)) {
                rows.add(new TimelineRow(
                        seconds(evidence, replica.end().atNanos()), null, replica.name() + " " + end(replica.end())));
            }
        }
        rows.sort(Comparator.comparingDouble(TimelineRow::fromSeconds));
        return rows;
    }

    private static LoadTable load(ClusterOutcome outcome) {
        var load = outcome.evidence().load();
        return new LoadTable(
                outcome.sent() == null ? "sent by somebody else, who does not say how much" : "sent by somebody else",
                load.intended(),
                load.sent(),
                load.answered(),
                load.dropped(),
                load.distinctSubjects(),
                load.intendedPerSecond(),
                load.achievedPerSecond(),
                0,
                List.of(),
                List.of());
    }

    /** In seconds after the load began, to the millisecond. */
    private static double seconds(Evidence evidence, long nanos) {
        return Math.round((nanos - evidence.phases().loadStartNanos()) / 1e6) / 1e3;
    }
}
