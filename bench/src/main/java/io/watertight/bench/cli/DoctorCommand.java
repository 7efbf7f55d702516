package io.watertight.bench.cli;

import io.watertight.bench.doctor.Check;
import io.watertight.bench.doctor.Doctor;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code doctor}: what this machine offers. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine as the bench needs it: JDK, kernel transport, cores, memory, limits, ports, optional tools.",
            "Exit codes: 0 nothing stands in the way, 2 something does."
        })
final class DoctorCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Override
    public Integer call() {
        List<Check> checks = Doctor.examine();
        for (Check check : checks) {
            System.out.printf(
                    Locale.ROOT,
                    "%-5s %-11s %s%n",
                    check.state().name().toLowerCase(Locale.ROOT),
                    check.name(),
                    check.finding());
        }
        return checks.stream().anyMatch(check -> check.state() == Check.State.BAD) ? 2 : 0;
    }
}
