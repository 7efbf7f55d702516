package io.watertight.bench.cli;

import io.watertight.bench.load.TokenSigner;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints one token. */
@Command(
        name = "token",
        sortOptions = false,
        description = "Signs a token and prints it.",
        footer = {
            "",
            "Example: curl -H \"Authorization: Bearer $(watertight token --secret-file keys/k1 --sub alice)\" URL",
            "Exit codes: 0 printed, 2 wrong usage or no such secret."
        })
final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = false, multiplicity = "1")
    private TokenOptions token = new TokenOptions();

    @Option(names = "--sub", paramLabel = "SUBJECT", required = true, description = "on whose behalf, claim sub")
    private String subject = "";

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Override
    public Integer call() {
        if (subject.isEmpty()) {
            throw new UsageException("sub: empty (expected: at least one character)");
        }
        String signed = new TokenSigner(token.template()).sign(subject, System.currentTimeMillis() / 1000);
        spec.commandLine().getOut().println(json ? "{\"token\":\"" + signed + "\"}" : signed);
        spec.commandLine().getOut().flush();
        return ExitCode.HELD;
    }
}
