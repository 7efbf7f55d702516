package io.watertight.bench.cli;

import io.watertight.bench.text.FileFailures;
import io.watertight.echo.EchoCommand;
import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
        name = "watertight",
        description = "An API gateway performance bench whose embedded rate limiter provably never leaks.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Watertight.Version.class,
        commandListHeading = "%nCommands:%n",
        footer = {
            // the launcher's own: what it measures against is neither needed nor shipped by the rest
            "  bench    Measures parts of the gateway, each beside others and beside a floor; built when first asked for.",
            "",
            "Every command has --help. Exit codes: 0 held, 1 violated, 2 wrong usage or configuration, 3 inconclusive."
        })
public final class Watertight implements Runnable {
    private static final int HELP_WIDTH = 110;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the versions of this and of Java, and end")
    @SuppressWarnings("UnusedVariable") // as above
    private boolean version;

    /** What {@code --version} shows. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "watertight "
                        + Objects.toString(Watertight.class.getPackage().getImplementationVersion(), "(not packaged)"),
                "Java " + Runtime.version()
            };
        }
    }

    private Watertight() {}

    /** The whole command line, ready to execute arguments. */
    static CommandLine commandLine() {
        return new CommandLine(new Watertight())
                .addSubcommand(new ProveCommand())
                .addSubcommand(new CompareCommand())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new GatewayCommand())
                .addSubcommand(new EchoCommand())
                .addSubcommand(new TokenCommand())
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new ReportCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((wrong, args) -> printError(
                        wrong.getCommandLine(),
                        wrong.getMessage() + " (see: "
                                + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help)",
                        ExitCode.USAGE))
                .setExecutionExceptionHandler((failure, command, parsed) -> switch (failure) {
                    case UsageException wrong -> printError(command, wrong.getMessage(), ExitCode.USAGE);
                    case IOException failed -> printError(command, FileFailures.inWords(failed), ExitCode.INCONCLUSIVE);
                    default -> printError(command, "unexpected " + failure, ExitCode.INCONCLUSIVE);
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    /** One line, whatever picocli or an exception puts into its message. */
    private static int printError(CommandLine command, String message, int exitCode) {
        String line = message.replaceAll("\\s*[\\r\\n]+\\s*", " ").replaceFirst("^Error: ", "");
        command.getErr().println("error: " + line);
        return exitCode;
    }
}
