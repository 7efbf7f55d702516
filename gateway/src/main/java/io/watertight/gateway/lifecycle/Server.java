package io.watertight.gateway.lifecycle;

import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.ConfigWatcher;
import io.watertight.gateway.config.GatewayConfig;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a process: reads the configuration, serves until SIGTERM or SIGINT, drains. A second signal ends it at once. */
public final class Server {

    private static final Logger LOG;

    static {
        JvmSettings.apply();
        LOG = LoggerFactory.getLogger(Server.class);
    }

    private static final String USAGE = """
            Usage: gateway [--check] CONFIG.yaml
            Serves HTTP as CONFIG.yaml says, until SIGTERM; changes of the file are taken over while it runs.
              --check   validate the configuration and exit
              --help    this text
            Exit codes: 0 stopped or valid, 2 usage or configuration error.
            """;

    private Server() {}

    /**
     * Runs with the limiters of this version until told to stop.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return run(arguments, Gateway.LIMITERS, out, err);
    }

    /**
     * Runs until told to stop.
     *
     * @param limiters makes the limiter of each policy
     * @return the exit code
     */
    public static int run(List<String> arguments, LimiterFactory limiters, PrintStream out, PrintStream err) {
        askAnewForEachName();
        if (arguments.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        boolean check = arguments.contains("--check");
        List<String> files = arguments.stream()
                .filter(argument -> !argument.equals("--check"))
                .toList();
        if (files.size() != 1 || files.getFirst().startsWith("-")) {
            err.print("error: expected one configuration file\n" + USAGE);
            return 2;
        }
        Path file = Path.of(files.getFirst());
        try {
            GatewayConfig config = ConfigLoader.load(file);
            if (check) {
                out.println(file + ": valid");
                return 0;
            }
            serve(file, config, limiters, out);
            return 0;
        } catch (ConfigException e) {
            e.errors().forEach(error -> err.println("error: " + error));
            return 2;
        } catch (StartException e) {
            err.println("error: " + file + ": " + e.getMessage());
            return 2;
        }
    }

    private static void serve(Path file, GatewayConfig config, LimiterFactory limiters, PrintStream out) {
        CountDownLatch stop = new CountDownLatch(1);
        Signals.handle(() -> {
            if (stop.getCount() == 0) {
                Runtime.getRuntime().halt(1);
            }
            stop.countDown();
        });
        try (Gateway gateway = Gateway.start(config, limiters);
                ConfigWatcher watcher = new ConfigWatcher(file, config, gateway::reload, Server::onBadFile)) {
            watcher.start();
            out.println("ready listen=" + text(gateway.address()) + " admin=" + text(gateway.adminAddress())
                    + " transport=" + gateway.transport());
            out.flush();
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM keeps what names resolve to for longer than members and endpoints may be out of date. */
    private static void askAnewForEachName() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    private static void onBadFile(ConfigException e) {
        LOG.atError()
                .setMessage("configuration not taken over, the one before stays in force")
                .addKeyValue("errors", e.errors())
                .log();
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
