package io.watertight.bench.cli;

import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.ClusterOutcome;
import io.watertight.bench.kubernetes.ClusterPlan;
import io.watertight.bench.kubernetes.ClusterProof;
import io.watertight.bench.kubernetes.ClusterReport;
import io.watertight.bench.report.ProofReport;
import io.watertight.bench.report.ReportFile;
import io.watertight.bench.report.VerdictText;
import io.watertight.gateway.lifecycle.Signals;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code prove --kubernetes}: what else it can be told, and how it is done. */
final class KubernetesOptions extends ClusterOptions {

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            description = "which one is watched (default: the only one, or the one called default)")
    private @Nullable String policy;

    @Option(
            names = "--subjects-sent",
            paramLabel = "N",
            description =
                    "the exact number of subjects that the load sends (default: what the k6 pods say at their end)")
    private @Nullable Long subjectsSent;

    /**
     * Watches a release, prints the verdict and writes the report.
     *
     * @param duration how long load is watched; null until the k6 pods of the release have ended
     * @return the exit code
     */
    int prove(CommandLine command, @Nullable Duration duration, Path directory, boolean json)
            throws InterruptedException {
        PrintWriter out = command.getOut();
        PrintWriter log = json ? command.getErr() : out;
        try (ClusterConnection cluster = open()) {
            ClusterPlan plan = new ClusterPlan(release(cluster), policy, duration, subjectsSent, ClusterPlan.PERIOD);
            ClusterProof proof = new ClusterProof(cluster, plan, words -> {
                log.println("  " + words);
                log.flush();
            });
            Signals.handle(proof::interrupt);
            ClusterOutcome outcome = proof.run();
            String typed = "./watertight prove "
                    + String.join(" ", command.getParseResult().originalArgs());
            ProofReport report = ClusterReport.of(outcome, cluster.server(), typed);
            Path page = ReportFile.write(report, directory, "report");
            if (json) {
                out.print(ReportFile.toJson(report));
            } else {
                out.println();
                out.print(VerdictText.forOutput(Terminal.isInteractive(), System.getenv())
                        .render(report));
                out.println("report: " + page);
            }
            out.flush();
            return outcome.verdict().exitCode();
        } catch (IOException | IllegalArgumentException e) {
            throw UsageException.because(e);
        }
    }
}
