package io.watertight.bench.start;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.cli.Main;
import io.watertight.bench.cluster.FreePorts;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.bench.localcluster.EndpointSliceServer;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Starts a gateway as its command does and sends it requests, while it keeps its buckets itself, and while it leases them from a Redis and asks who the members are; then
 * both end. What the JVMs learn meanwhile goes into ahead-of-time caches, with {@code -XX:AOTCacheOutput}: the gateway's into one of its own, since each class in a cache
 * costs every start that goes by it. The launcher does so after a build; a cache is good for the class path and the Java that it was made with.
 */
public final class Training {

    private static final String SECRET = "training-only-0123456789abcdef0123456789abcdef";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int REQUESTS = 5_000;
    private static final int PAGES = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final EchoServer echo;
    private final int port;
    private final TokenSigner signer =
            new TokenSigner(TokenTemplate.hs256(SECRET.getBytes(US_ASCII), "k1", Duration.ofHours(1)));

    private Training(Path folder, EchoServer echo) throws IOException {
        this.folder = folder;
        this.echo = echo;
        this.port = FreePorts.find(1).getFirst();
    }

    /** Runs once, with an empty folder and the file of the gateway's cache as its arguments. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve("key"), SECRET);
        try (EchoServer echo = EchoServer.start(EchoOptions.local().withPlainAnswers());
                RedisServer redis = RedisServer.start(RedisBinary.find(System.getenv()), folder);
                EndpointSliceServer slices = new EndpointSliceServer(true)) {
            new Training(folder, echo).run(args[1], redis.address(), slices);
        }
        Main.main(new String[] {"--version"});
    }

    private void run(String cache, RedisAddress redis, EndpointSliceServer slices)
            throws IOException, InterruptedException {
        slices.put("gateway", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), true, false);
        Path file = configure("mode: local");
        try (ManagedProcess gateway = ManagedProcess.start(Launch.java(
                "gateway",
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        // the machine code in a cache is good for one collector, and this is what a gateway is run with
                        "-XX:+UseSerialGC",
                        // profiles in the cache have the compilers work more before the first answer, and save nothing
                        // later
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-AOTRecordTraining",
                        "-XX:AOTCacheOutput=" + cache),
                System.getProperty("java.class.path"),
                io.watertight.gateway.Main.class.getName(),
                List.of(file.toString()),
                folder.resolve("gateway.log")))) {
            ReadyLine ready = gateway.awaitReady(PATIENCE);
            int admin = ready.address("admin").getPort();
            use(admin);
            configure(leases(redis, slices));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!send(admin, page("/ledger")).contains("\"mode\":\"lease\"") && System.nanoTime() - end < 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            use(admin);
            gateway.stop(PATIENCE);
        }
    }

    private void use(int admin) throws IOException {
        long now = Instant.now().getEpochSecond();
        send(port, IntStream.range(0, REQUESTS).mapToObj(i -> request(signer.sign("somebody-" + i, now))));
        for (int i = 0; i < PAGES; i++) {
            send(admin, page("/metrics"));
            send(admin, page("/ledger"));
            send(admin, page("/readyz"));
        }
    }

    private String leases(RedisAddress redis, EndpointSliceServer slices) {
        return """
                mode: lease
                  share: { period: 1s, self: "%s:%d", endpointSlices: { namespace: %s, service: %s, server: "%s" } }
                  redis: { uri: "redis://%s:%d", subjectSecretFile: key }
                """.formatted(
                        LOOPBACK,
                        port,
                        EndpointSliceServer.NAMESPACE,
                        EndpointSliceServer.SERVICE,
                        slices.uri(),
                        redis.host(),
                        redis.port());
    }

    private Path configure(String limiter) throws IOException {
        return Files.writeString(folder.resolve("gateway.yaml"), """
                listen: %s:%d
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { limit: 1000/1s, burst: 100, key: sub } }
                limiter:
                  %s
                routes: [ { path: /, upstream: echo, policy: default } ]
                upstreams: { echo: { endpoints: [ "%s:%d" ] } }
                shutdown: { propagation: 0s, idle: 0s }
                """.formatted(
                        LOOPBACK, port, limiter, LOOPBACK, echo.address().getPort()));
    }

    private static String request(String token) {
        return "GET /training HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }

    private static String page(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    private static String send(int port, String request) throws IOException {
        return send(port, Stream.of(request));
    }

    /** Sends one request after the other, at most until the other side ends the connection; returns what the last answer begins with. */
    private static String send(int port, Stream<String> requests) throws IOException {
        byte[] answer = new byte[65_536];
        int length = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (Iterator<String> each = requests.iterator(); each.hasNext() && length >= 0; ) {
                socket.getOutputStream().write(each.next().getBytes(US_ASCII));
                length = in.read(answer);
            }
        }
        return new String(answer, 0, Math.max(0, length), US_ASCII);
    }
}
