package io.watertight.echo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The {@code echo} command, to be mounted in a command line or run by {@link EchoMain}. Serves until the process is asked to
 * end; a SIGTERM or SIGINT closes the server and ends the process with 0.
 */
@Command(
        name = "echo",
        sortOptions = false,
        description = "Serves as an upstream: answers with what it received, or as the query asks.",
        footer = {
            "",
            "Query parameters of any path, all ignored with --plain; out of range is answered with 400:",
            "  bytes=N       a body of N bytes instead of the echo (0..1073741824)",
            "  status=N      200..599",
            "  latency=D     hold the answer back: 50ms, exp:20ms or uniform:10ms-50ms (at most 60s)",
            "  burn=D        then spend D of CPU time beside the event loop (at most 10s)",
            "  abort=before  close the connection instead of answering",
            "  abort=midway  close it after half of the body",
            "  chunked=true  chunked, not Content-Length",
            "  trailer=true  chunked, with a trailer field",
            "  stream=true   echo a body of any length while it arrives",
            "",
            "Exit codes: 0 ended by a signal, 2 wrong usage or the address cannot be listened on."
        })
public final class EchoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = HostPort.Converter.class,
            description = "where to listen; port 0 takes any free one (default: ${DEFAULT-VALUE})")
    private HostPort listen = new HostPort("127.0.0.1", 8081);

    @Option(
            names = "--transport",
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: epoll where it can be loaded)")
    private Transport transport = Transport.AUTO;

    @Option(names = "--threads", paramLabel = "N", description = "event loops (default: ${DEFAULT-VALUE})")
    private int threads = 1;

    @Option(
            names = "--burn-threads",
            paramLabel = "N",
            description = "threads that burn CPU when asked to (default: one per core, ${DEFAULT-VALUE})")
    private int burnThreads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--plain", description = "answer every request with the same 100 bytes, whatever it asks for")
    private boolean plain;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Override
    public Integer call() throws InterruptedException {
        EchoServer server;
        try {
            server = EchoServer.start(
                    new EchoOptions(listen.host(), listen.port(), transport, threads, burnThreads, plain));
        } catch (IOException cannotListen) {
            return error(
                    "cannot listen on " + listen + ": " + cannotListen.getMessage()
                            + " (stop what listens there, or choose another address with --listen HOST:PORT; port 0 takes any free one)");
        } catch (IllegalStateException noTransport) {
            return error(noTransport.getMessage() + " (use --transport auto)");
        } catch (IllegalArgumentException outOfRange) {
            return error(String.valueOf(outOfRange.getMessage()));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOnSignal(server), "echo-shutdown"));
        InetSocketAddress address = server.address();
        PrintWriter out = spec.commandLine().getOut();
        out.println("ready listen=" + new HostPort(address.getAddress().getHostAddress(), address.getPort())
                + " transport=" + server.transport());
        out.flush();
        server.awaitClosed();
        return 0;
    }

    /** Left to itself the JVM would report the signal, 143, as if something had gone wrong. */
    private static void endOnSignal(EchoServer server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }

    private int error(String message) {
        spec.commandLine().getErr().println("error: " + message);
        return 2;
    }
}
