package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.bench.control.ControlGateway;
import io.watertight.bench.control.Fault;
import io.watertight.gateway.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Pods of a stand-in that are real gateway processes: their proxies forward to the real admin ports, and their logs are what the
 * processes write. Where a pod goes, its log goes with it, as on a node.
 */
public final class RealPods implements AutoCloseable {
    private static final String PODS = "/api/v1/namespaces/bench/pods/";
    private static final Duration START = Duration.ofSeconds(40);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final ApiStandIn api;
    private final Path directory;
    private final int echoPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, ManagedProcess> processes = new LinkedHashMap<>();
    private final Map<String, Semaphore> readings = new ConcurrentHashMap<>();

    /** @param directory with the file {@code key} */
    public RealPods(ApiStandIn api, Path directory, int echoPort) {
        this.api = api;
        this.directory = directory;
        this.echoPort = echoPort;
        api.put("/api/v1", ApiStandIn.JSON.createObjectNode());
    }

    /**
     * Starts a gateway as a pod, and has it ready.
     *
     * @param fault what is wrong with it; NONE is the shipped gateway
     * @return its URL
     */
    public String start(String name, Fault fault) throws IOException, InterruptedException {
        Path config = Files.writeString(directory.resolve(name + ".yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 2
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { limit: 5/1s, burst: 2 } }
                routes: [ { path: /, upstream: echo, policy: default } ]
                upstreams: { echo: { endpoints: [ "127.0.0.1:%d" ] } }
                shutdown: { propagation: 300ms, deadline: 2s }
                """.formatted(echoPort));
        boolean control = fault != Fault.NONE;
        Class<?> main = control ? ControlGateway.class : Main.class;
        ManagedProcess process = ManagedProcess.start(Launch.java(
                name,
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                main.getName(),
                control ? List.of(fault.text(), config.toString()) : List.of(config.toString()),
                directory.resolve(name + ".log")));
        processes.put(name, process);
        ReadyLine ready = process.awaitReady(START);
        InetSocketAddress admin = ready.address("admin");
        Semaphore read = new Semaphore(0);
        readings.put(name, read);
        api.on(PODS + name + ":9090/proxy/ledger", exchange -> {
            forward(exchange, admin, "/ledger");
            read.release();
        });
        api.on(PODS + name + ":9090/proxy/config", exchange -> forward(exchange, admin, "/config"));
        api.on(PODS + name + "/log", exchange -> log(exchange, process));
        api.put(PODS + name, pod(name, "gateway", "Running"));
        return "http://127.0.0.1:" + ready.address("listen").getPort() + "/api";
    }

    /** Waits until the gateway's ledger has been read that many times more. */
    public void awaitReadings(String name, int count) throws InterruptedException {
        Semaphore read = readings.get(name);
        if (read == null || !read.tryAcquire(count, 30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody reads the ledger of " + name);
        }
    }

    /** A k6 pod that runs; its end and what it prints are told by {@link #endLoad}. */
    public void startLoad(String name) {
        api.put(PODS + name, pod(name, "k6", "Running"));
    }

    /** The k6 pod has ended, and printed its summary. */
    public void endLoad(String name, long requests, long subjects, long allowed, long limited) {
        String summary = "rolling-sub: passed\n  " + requests + " requests of " + subjects + " subjects: " + allowed
                + " allowed, " + limited + " limited, " + (requests - allowed - limited) + " failed, 0 never sent\n";
        api.on(PODS + name + "/log", exchange -> send(exchange, 200, summary.getBytes(StandardCharsets.UTF_8)));
        api.put(PODS + name, pod(name, "k6", "Succeeded"));
    }

    private static ObjectNode pod(String name, String component, String phase) {
        ObjectNode pod = ApiStandIn.JSON.createObjectNode().put("kind", "Pod");
        ObjectNode metadata = pod.putObject("metadata")
                .put("name", name)
                .put("uid", UUID.randomUUID().toString());
        metadata.putObject("labels")
                .put("app.kubernetes.io/instance", "watertight")
                .put("app.kubernetes.io/component", component);
        ObjectNode status = pod.putObject("status").put("phase", phase);
        status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        ObjectNode container = status.putArray("containerStatuses")
                .addObject()
                .put("name", component)
                .put("restartCount", 0);
        container.putObject("state").putObject("running");
        return pod;
    }

    /** Asks a gateway to leave (SIGTERM), and takes its pod away when it has. */
    public void stop(String name) throws InterruptedException {
        api.object(PODS + name).withObject("/metadata").put("deletionTimestamp", "2026-11-20T08:00:00Z");
        process(name).stop(STOP);
        remove(name);
    }

    /** Kills a gateway (SIGKILL), and takes its pod away. */
    public void kill(String name) throws InterruptedException {
        process(name).kill();
        remove(name);
    }

    private ManagedProcess process(String name) {
        ManagedProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException(name + " (expected: one of " + processes.keySet() + ")");
        }
        return process;
    }

    private void remove(String name) {
        api.remove(PODS + name);
        api.fail(PODS + name + ":9090/proxy/ledger", 404, "pods \"" + name + "\" not found");
        api.fail(PODS + name + "/log", 404, "pods \"" + name + "\" not found");
    }

    private void forward(HttpExchange exchange, InetSocketAddress admin, String path) throws IOException {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.getPort() + path))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            send(exchange, answer.statusCode(), answer.body());
        } catch (IOException e) {
            String status = "{\"kind\":\"Status\",\"message\":\"error trying to reach service: connection refused\"}";
            send(exchange, 503, status.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** All that was written so far, and with {@code follow=true} what is written until the process ends. */
    private static void log(HttpExchange exchange, ManagedProcess process) throws IOException {
        boolean follow = exchange.getRequestURI().getQuery().contains("follow=true");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody();
                BufferedReader lines = Files.newBufferedReader(process.output())) {
            boolean over = false;
            while (!over) {
                // asked before reading: what is written by then is read below
                over = !follow || !process.isAlive();
                if (over && follow) {
                    process.awaitEnd();
                }
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
                if (!over) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        processes.values().forEach(ManagedProcess::close);
        http.close();
    }
}
