package io.watertight.grafana;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.echo.EchoMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Real gateways and their upstream, each a process of its own, in one directory. All end with it. */
final class Lab implements AutoCloseable {

    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(US_ASCII);

    private static final Duration START = Duration.ofSeconds(60);
    private static final List<String> JVM = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading");

    private final Path directory;
    private final List<ManagedProcess> processes = new ArrayList<>();
    private final ManagedProcess echo;
    private final InetSocketAddress upstream;

    /** A gateway, where it takes requests and where it is asked. */
    record Replica(String name, ManagedProcess process, InetSocketAddress listen, InetSocketAddress admin) {}

    /** With the upstream, and without a gateway. */
    Lab(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        Files.write(directory.resolve("key"), SECRET);
        Files.write(directory.resolve("subject-key"), SECRET);
        this.echo = launch("echo", EchoMain.class, List.of("--listen", "127.0.0.1:0"));
        this.upstream = echo.awaitReady(START).address("listen");
    }

    /**
     * Starts a gateway and waits until it listens. It sends {@code /api} to the upstream, and {@code /dead} to a port that nobody listens at.
     *
     * @param main its entry point
     * @param before what its arguments begin with
     * @param policy limit and burst, as YAML
     * @param rest further sections, as YAML
     */
    Replica gateway(String name, Class<?> main, List<String> before, int port, String policy, String rest)
            throws IOException, InterruptedException {
        Path config = directory.resolve(name + ".yaml");
        Files.writeString(config, """
                listen: 127.0.0.1:%d
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { %s } }
                routes:
                  - { path: /api, upstream: echo, policy: default }
                  - { path: /dead, upstream: dead, auth: none }
                upstreams:
                  echo: { endpoints: [ "127.0.0.1:%d" ] }
                  dead: { endpoints: [ "127.0.0.1:1" ] }
                shutdown: { propagation: 0s, deadline: 2s }
                %s""".formatted(port, policy, upstream.getPort(), rest));
        List<String> arguments = new ArrayList<>(before);
        arguments.add(config.toString());
        ManagedProcess process = launch(name, main, arguments);
        ReadyLine ready = process.awaitReady(START);
        return new Replica(name, process, ready.address("listen"), ready.address("admin"));
    }

    private ManagedProcess launch(String name, Class<?> main, List<String> arguments) throws IOException {
        ManagedProcess process = ManagedProcess.start(Launch.java(
                name,
                JVM,
                System.getProperty("java.class.path"),
                main.getName(),
                arguments,
                directory.resolve(name + ".log")));
        processes.add(process);
        return process;
    }

    void killUpstream() throws InterruptedException {
        echo.kill();
    }

    @Override
    public void close() {
        processes.forEach(ManagedProcess::close);
    }
}
