package io.watertight.bench.prove;

import io.netty.util.Version;
import io.watertight.bench.cluster.Machine;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.report.Fact;
import io.watertight.bench.report.ProofReport;
import io.watertight.bench.report.ReportAssembler;
import io.watertight.bench.report.ReportFile;
import io.watertight.bench.report.RunDetails;
import io.watertight.bench.report.ScalingDetails;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the report of an outcome and writes it. Stateless. */
public final class ProofReports {

    private static final String NAME = "report";

    private ProofReports() {}

    /**
     * Writes the page and the JSON into the run's directory.
     *
     * @param commandLine what was typed
     * @return the report, and where its page is
     */
    public static Written write(ProofOutcome outcome, String commandLine) throws IOException {
        ProofReport report =
                ReportAssembler.assemble(outcome.evidence(), outcome.verdict(), details(outcome, commandLine));
        return new Written(report, ReportFile.write(report, outcome.plan().directory(), NAME));
    }

    /**
     * A report and its page.
     *
     * @param page the HTML file; the JSON is beside it
     */
    public record Written(ProofReport report, Path page) {}

    private static RunDetails details(ProofOutcome outcome, String commandLine) throws IOException {
        ProofPlan plan = outcome.plan();
        String title = plan.control()
                ? "Control gateway (" + plan.fault().description() + "), " + limiter(plan)
                : "Watertight gateway, " + limiter(plan);
        RateSchedule schedule = plan.schedule();
        List<RunDetails.RateSecond> rates = new ArrayList<>();
        List<RateSeries.Second> seconds = outcome.seconds();
        for (int i = 0; i < Math.min(seconds.size(), plan.duration().toSeconds()); i++) {
            RateSeries.Second second = seconds.get(i);
            rates.add(new RunDetails.RateSecond(
                    i,
                    Math.round(schedule.perSecondAt(Duration.ofSeconds(i).plusMillis(500))),
                    second.admitted(),
                    second.denied()));
        }
        return new RunDetails(
                title,
                OffsetDateTime.now(ZoneOffset.UTC).withNano(0),
                commandLine,
                scenario(plan),
                outcome.load().statuses(),
                outcome.load().latency().toHistogram(),
                rates,
                generatorCores(outcome) / Runtime.getRuntime().availableProcessors(),
                Machine.current(),
                outcome.scaling() == null
                        ? ScalingDetails.NONE
                        : outcome.scaling().details(),
                versions(outcome),
                configuration(plan));
    }

    /** The built-in generator has one thread, k6 as many as there are cores. */
    private static double generatorCores(ProofOutcome outcome) {
        ScenarioLoad scenario = outcome.plan().scenario();
        return outcome.load().cpuShare()
                * (scenario == null || scenario.k6() == null
                        ? 1
                        : Runtime.getRuntime().availableProcessors());
    }

    private static String limiter(ProofPlan plan) {
        return plan.sharing().mode() == LimiterMode.LOCAL
                ? "local limiter" + (plan.autoscale() == null ? "" : ", " + replicas(plan) + " replicas")
                : "one limit over " + replicas(plan) + " replicas by mode "
                        + plan.sharing().mode().text();
    }

    private static String replicas(ProofPlan plan) {
        return plan.autoscale() == null
                ? Integer.toString(plan.replicas())
                : plan.replicas() + " to " + plan.mostReplicas() + " autoscaled";
    }

    private static String scenario(ProofPlan plan) {
        String events = plan.events().isEmpty()
                ? ""
                : plan.events().stream().map(EventPlan::text).collect(Collectors.joining(", ", "; ", ""));
        ScenarioLoad scenario = plan.scenario();
        if (scenario != null) {
            return String.format(
                    Locale.ROOT,
                    "%s: up to %,.0f requests/s for %d s through %d gateways; seed %d%s",
                    scenario.text(),
                    plan.rate(),
                    plan.duration().toSeconds(),
                    plan.replicas(),
                    plan.seed(),
                    events);
        }
        return String.format(
                Locale.ROOT,
                "%s%,.0f requests/s for %d s through %s gateways; %s subjects, returning ones, and %d that hammer; seed %d%s",
                plan.autoscale() == null ? "" : plan.autoscale().waves() + " waves up to ",
                plan.rate(),
                plan.duration().toSeconds(),
                replicas(plan),
                plan.subjects().getClass().getSimpleName().toLowerCase(Locale.ROOT),
                plan.hammers(),
                plan.seed(),
                events);
    }

    private static List<Fact> versions(ProofOutcome outcome) {
        String netty = Version.identify().values().stream()
                .map(Version::artifactVersion)
                .distinct()
                .collect(Collectors.joining(", "));
        String starts = outcome.startTimes().stream()
                .map(Duration::toMillis)
                .map(millis -> millis + " ms")
                .collect(Collectors.joining(", "));
        return List.of(
                new Fact(
                        "Watertight",
                        String.valueOf(ProofReports.class.getPackage().getImplementationVersion())),
                new Fact("Netty", netty),
                new Fact("Transport of the gateways", outcome.transport()),
                new Fact("JVM flags of the gateways", String.join(" ", Jvm.GATEWAY_FLAGS)),
                new Fact("Gateway start, exec to ready", starts),
                new Fact(
                        "CPU of the gateways per request",
                        String.format(
                                Locale.ROOT,
                                "%.1f us, the samples' full collections included",
                                outcome.gatewayCpuMicrosPerRequest())),
                new Fact(
                        "CPU of the generator",
                        String.format(Locale.ROOT, "%.0f %% of one core", generatorCores(outcome) * 100)),
                new Fact(
                        "CPU of the echo upstream per request",
                        String.format(
                                Locale.ROOT,
                                "%.1f us",
                                outcome.echoCpuNanos()
                                        / 1e3
                                        / Math.max(1, outcome.load().answered()))));
    }

    private static String configuration(ProofPlan plan) throws IOException {
        Path file = plan.directory().resolve("gw-0.yaml");
        return Files.readString(file);
    }
}
