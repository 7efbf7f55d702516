package io.watertight.bench.cli;

import io.watertight.gateway.lifecycle.Server;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gateway}: the gateway itself, as it is shipped. */
@Command(
        name = "gateway",
        description = {
            "Serves HTTP as a configuration file says, until SIGTERM; changes of the file are taken over while it runs.",
            "Exit codes: 0 stopped or valid, 2 usage or configuration error."
        })
final class GatewayCommand implements Callable<Integer> {

    @Parameters(arity = "1", paramLabel = "CONFIG.yaml", description = "The gateway's configuration.")
    private String file = "";

    @Option(names = "--check", description = "Validate the configuration and exit.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Override
    public Integer call() {
        return Server.run(check ? List.of("--check", file) : List.of(file), System.out, System.err);
    }
}
