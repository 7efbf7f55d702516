package io.watertight.bench.compare;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.echo.EchoMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What all gateways forward to: answers everything with the same 100 bytes. nginx where it is installed, else the project's own. */
final class Upstream implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(20);
    private static final String BODY = "0123456789".repeat(10);

    private final String title;
    private final ManagedProcess process;
    private final Address address;

    private Upstream(String title, ManagedProcess process, Address address) {
        this.title = title;
        this.process = process;
        this.address = address;
    }

    static Upstream start(Path directory, Processors processors) throws IOException, InterruptedException {
        Optional<Path> nginx = SearchPath.find("nginx");
        Upstream upstream = nginx.isPresent() ? nginx(nginx.get(), directory, processors) : echo(directory, processors);
        try {
            Waiting.until(() -> Probe.status(upstream.address(), "") == 200, READY, "the upstream");
            return upstream;
        } catch (IOException | InterruptedException e) {
            upstream.close();
            throw e;
        }
    }

    String title() {
        return title;
    }

    Address address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }

    private static Upstream nginx(Path binary, Path directory, Processors processors) throws IOException {
        int port = Placeholders.freePort();
        Path folder = Files.createDirectories(directory.resolve("upstream")).toAbsolutePath();
        Path config = folder.resolve("nginx.conf");
        Files.writeString(
                config, """
                worker_processes 1;
                daemon off;
                pid %s/nginx.pid;
                error_log stderr warn;
                worker_rlimit_nofile 16384;
                events { worker_connections 8192; }
                http {
                  access_log off;
                  client_body_temp_path %s/body;
                  proxy_temp_path %s/proxy;
                  fastcgi_temp_path %s/fastcgi;
                  uwsgi_temp_path %s/uwsgi;
                  scgi_temp_path %s/scgi;
                  keepalive_timeout 3600s;
                  keepalive_requests 1000000000;
                  server {
                    listen 127.0.0.1:%s backlog=4096;
                    location / { default_type text/plain; return 200 "%s"; }
                  }
                }
                """.formatted(folder, folder, folder, folder, folder, folder, Integer.toString(port), BODY));
        List<String> command = List.of(binary.toString(), "-e", "stderr", "-p", folder + "/", "-c", config.toString());
        ManagedProcess process = ManagedProcess.start(
                new Launch("upstream", processors.on(processors.second(), command), directory.resolve("upstream.log")));
        return new Upstream("nginx, one worker", process, new Address(port, "/"));
    }

    private static Upstream echo(Path directory, Processors processors) throws IOException, InterruptedException {
        Launch java = Launch.java(
                "upstream",
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx128m",
                        "-XX:+UseSerialGC"),
                System.getProperty("java.class.path"),
                EchoMain.class.getName(),
                List.of("--listen", "127.0.0.1:0", "--plain"),
                directory.resolve("upstream.log"));
        ManagedProcess process = ManagedProcess.start(
                new Launch(java.name(), processors.on(processors.second(), java.command()), java.output()));
        int port = process.awaitReady(READY).address("listen").getPort();
        return new Upstream("the project's echo server, one event loop", process, new Address(port, "/"));
    }
}
