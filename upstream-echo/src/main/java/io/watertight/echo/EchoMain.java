package io.watertight.echo;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The echo upstream as a process of its own. */
public final class EchoMain {
    private EchoMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs the {@link EchoCommand} until the process is asked to end.
     *
     * @return the exit code: 0, or 2 with one line on stderr
     */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        return new CommandLine(new EchoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((usage, arguments) -> {
                    PrintWriter err = usage.getCommandLine().getErr();
                    err.println("error: " + usage.getMessage() + " (--help shows what there is)");
                    return CommandLine.ExitCode.USAGE;
                });
    }
}
