package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.bytes;
import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;
import static io.watertight.bench.text.Quantities.percent;

import io.watertight.bench.cluster.Machine;
import io.watertight.bench.proof.BucketPlace;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.LawName;
import io.watertight.bench.proof.LawResult;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.ModeUnderTest;
import io.watertight.bench.proof.Slack;
import io.watertight.bench.proof.Verdict;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Makes a report of evidence and verdict. Stateless. */
public final class ReportAssembler {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final double NANOS_PER_MILLI = 1e6;

    /** Of those that were seen longest; the others are in the plots of all. */
    private static final int MOST_CHARTS_OF_A_KIND = 4;

    private ReportAssembler() {}

    /** The report on one run. */
    public static ProofReport assemble(Evidence evidence, Verdict verdict, RunDetails run) {
        return new ProofReport(
                ProofReport.SCHEMA_VERSION,
                run.title(),
                run.date().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                run.commandLine(),
                verdict.finding(),
                verdict.objections(),
                Method.sentences(evidence),
                highlights(evidence, verdict, run.latencies()),
                verdict.laws().stream().map(ReportAssembler::lawRow).toList(),
                charts(evidence, run),
                evidence.replicas().stream()
                        .map(replica -> ReplicaRows.of(evidence, replica))
                        .toList(),
                sharing(evidence),
                TimelineRows.of(evidence),
                load(evidence, run),
                environment(evidence, run),
                run.configuration());
    }

    private static List<FactGroup> environment(Evidence evidence, RunDetails run) {
        List<FactGroup> groups = new ArrayList<>();
        if (!run.scaling().counts().isEmpty()) {
            groups.add(new FactGroup(FactGroup.AUTOSCALING, run.scaling().facts()));
            groups.add(new FactGroup(
                    "What a sum over replicas would have shown",
                    PodSum.of(evidence).facts()));
        }
        groups.add(new FactGroup("Machine", machine(run.machine())));
        groups.add(new FactGroup("Versions", run.versions()));
        return groups;
    }

    private static List<Fact> highlights(Evidence evidence, Verdict verdict, Histogram latencies) {
        long decided = evidence.admitted() + evidence.denied();
        long peakLive = evidence.replicas().stream()
                .flatMap(replica -> replica.ledgerReadings().stream())
                .mapToLong(LedgerSample::live)
                .max()
                .orElse(0);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("requests decided", count(decided)));
        facts.add(new Fact("distinct subjects", count(evidence.load().distinctSubjects())));
        facts.add(new Fact("denied", percent(decided == 0 ? 0 : evidence.denied() / (double) decided)));
        facts.add(new Fact("replica incarnations", count(evidence.replicas().size())));
        if (evidence.ledgerExposed()) {
            facts.add(new Fact("live buckets on a replica at its peak", count(peakLive)));
        }
        verdict.of(LawName.MEMORY)
                .worst()
                .ifPresent(worst -> facts.add(new Fact("bytes kept per subject", digits(worst.observed()))));
        facts.add(new Fact("99th percentile latency", duration(latencies.getValueAtPercentile(99))));
        return facts;
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
                                worst.subject().isPresent() ? worst.subject().getAsLong() : null,
                                worst.atNanos() / 1e9,
                                worst.bound(),
                                worst.observed(),
                                worst.unit()))
                        .orElse(null));
    }

    private static SharingRow sharing(Evidence evidence) {
        ModeUnderTest mode = evidence.mode();
        return new SharingRow(
                mode.mode().text(),
                mode.mode() == LimiterMode.LOCAL ? 1 : mode.members(),
                mode.mode().usesStore() ? mode.onOutage().text() : null,
                Slack.of(evidence).words());
    }

    private static List<Chart> charts(Evidence evidence, RunDetails run) {
        List<Chart> charts = new ArrayList<>();
        if (!run.scaling().counts().isEmpty()) {
            charts.addAll(ScalingCharts.of(evidence, run.scaling()));
        }
        BucketPlace.of(evidence).stream()
                .filter(place -> !place.readings().isEmpty())
                .sorted(Comparator.comparingInt(place -> -place.readings().size()))
                .limit(MOST_CHARTS_OF_A_KIND)
                .forEach(place -> charts.add(PopulationChart.of(evidence, place)));
        evidence.replicas().stream()
                .filter(replica -> replica.processSamples().size() > 1)
                .sorted(Comparator.comparingInt(
                        replica -> -replica.processSamples().size()))
                .limit(MOST_CHARTS_OF_A_KIND)
                .forEach(replica -> charts.add(LiveSetChart.of(evidence, replica)));
        AdmissionChart.of(evidence).ifPresent(charts::add);
        if (run.latencies().getTotalCount() > 0) {
            charts.add(LatencyChart.of(run.latencies()));
        }
        if (!run.rates().isEmpty()) {
            charts.add(RateChart.of(run.rates()));
        }
        return charts;
    }

    private static LoadTable load(Evidence evidence, RunDetails run) {
        List<LoadTable.StatusCount> statuses = run.statuses().entrySet().stream()
                .map(entry -> new LoadTable.StatusCount(entry.getKey(), entry.getValue()))
                .toList();
        List<LoadTable.Latency> latencies = new ArrayList<>();
        for (double percentile : PERCENTILES) {
            latencies.add(new LoadTable.Latency(
                    percentile, run.latencies().getValueAtPercentile(percentile) / NANOS_PER_MILLI));
        }
        return new LoadTable(
                run.scenario(),
                evidence.load().intended(),
                evidence.load().sent(),
                evidence.load().answered(),
                evidence.load().dropped(),
                evidence.load().distinctSubjects(),
                evidence.load().intendedPerSecond(),
                evidence.load().achievedPerSecond(),
                run.generatorCpuShare(),
                statuses,
                latencies);
    }

    private static List<Fact> machine(Machine machine) {
        return List.of(
                new Fact("Processor", machine.cpuModel() + (machine.virtual() ? " (virtual machine)" : "")),
                new Fact("Cores", Integer.toString(machine.cores())),
                new Fact("Memory", bytes(machine.memoryBytes())),
                new Fact("System", machine.system()),
                new Fact("Kernel", machine.kernel()),
                new Fact("Java", machine.jdk()));
    }
}
