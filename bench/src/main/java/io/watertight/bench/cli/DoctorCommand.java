package io.watertight.bench.cli;

import io.watertight.bench.doctor.Check;
import io.watertight.bench.doctor.ClusterDoctor;
import io.watertight.bench.doctor.Doctor;
import io.watertight.bench.kubernetes.ClusterConnection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: what this machine, or a cluster, offers. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Looks at this machine as the bench needs it: JDK, kernel transport, cores, memory, limits, ports, optional tools. Or at a release on a cluster: API,"
                    + " permissions, custom resources, probes, pods, metrics, endpoints, ledger, autoscaler, disruption budget.",
            "Exit codes: 0 nothing stands in the way, 2 something does."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int MIN_NAME_COLUMN = 11;

    @ArgGroup(exclusive = false, heading = "%nOn a cluster:%n")
    private @Nullable ClusterOptions options;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        List<Check> checks = options == null ? Doctor.examine() : examine(options);
        int column = Math.max(
                MIN_NAME_COLUMN,
                checks.stream().mapToInt(check -> check.name().length()).max().orElse(0));
        PrintWriter out = spec.commandLine().getOut();
        for (Check check : checks) {
            out.printf(
                    Locale.ROOT,
                    "%-5s %-" + column + "s %s%n",
                    check.state().name().toLowerCase(Locale.ROOT),
                    check.name(),
                    check.finding());
        }
        out.flush();
        return checks.stream().anyMatch(check -> check.state() == Check.State.BAD) ? ExitCode.USAGE : ExitCode.HELD;
    }

    private static List<Check> examine(ClusterOptions options) throws InterruptedException {
        try (ClusterConnection cluster = options.open()) {
            return ClusterDoctor.examine(cluster, options.release(cluster));
        }
    }
}
