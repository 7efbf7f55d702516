package io.watertight.bench.start;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.cli.Main;
import io.watertight.bench.cluster.FreePorts;
import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.bench.localcluster.EndpointSliceServer;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts gateways by their command and sends them requests, then ends: one that keeps its buckets itself, and one that leases them from a Redis and asks who the members
 * are. What the JVM learns meanwhile goes into an ahead-of-time cache, with {@code -XX:AOTCacheOutput}. The launcher does so after a build; the cache is good for the class path and the Java that it was made with.
 */
public final class Training {

    private static final String SECRET = "training-only-0123456789abcdef0123456789abcdef";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int REQUESTS = 5_000;
    private static final int PAGES = 50;
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern READY =
            Pattern.compile("ready listen=127\\.0\\.0\\.1:(\\d+) admin=127\\.0\\.0\\.1:(\\d+)");

    private Training() {}

    /** Runs once, with an empty folder as its argument; ends the process. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, US_ASCII));
        Path folder = Path.of(args[0]);
        Files.writeString(folder.resolve("key"), SECRET);
        try (EchoServer echo = EchoServer.start(EchoOptions.local().withPlainAnswers());
                RedisServer redis = RedisServer.start(RedisBinary.find(System.getenv()), folder);
                EndpointSliceServer slices = new EndpointSliceServer(true)) {
            train(said, folder.resolve("local.yaml"), echo, 0, "mode: local");
            int port = FreePorts.find(1).getFirst();
            slices.put("gateway", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), true, false);
            train(said, folder.resolve("lease.yaml"), echo, port, """
                    mode: lease
                      share: { period: 1s, self: "%s:%d", endpointSlices: { namespace: %s, service: %s, server: "%s" } }
                      redis: { uri: "redis://%s:%d", subjectSecretFile: key }
                    """.formatted(
                            LOOPBACK,
                            port,
                            EndpointSliceServer.NAMESPACE,
                            EndpointSliceServer.SERVICE,
                            slices.uri(),
                            redis.address().host(),
                            redis.address().port()));
        }
        out.println("trained");
        System.exit(0);
    }

    private static void train(ByteArrayOutputStream said, Path file, EchoServer echo, int port, String limiter)
            throws IOException {
        said.reset();
        Files.writeString(file, configuration(echo.address(), port, limiter));
        Thread.ofPlatform().daemon().start(() -> Main.main(new String[] {"gateway", file.toString()}));
        Matcher ready = awaitReady(said);
        int admin = Integer.parseInt(ready.group(2));
        while (!send(admin, 1, page("/readyz")).contains(" 200 ")) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        send(Integer.parseInt(ready.group(1)), REQUESTS, request());
        for (int i = 0; i < PAGES; i++) {
            send(admin, 1, page("/metrics"));
            send(admin, 1, page("/ledger"));
        }
    }

    private static String configuration(InetSocketAddress echo, int port, String limiter) {
        return """
                listen: %s:%d
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { limit: 1000/1s, burst: 100, key: sub } }
                limiter:
                  %s
                  maxBuckets: 100000
                routes: [ { path: /, upstream: echo, policy: default } ]
                upstreams: { echo: { endpoints: [ "%s:%d" ] } }
                """.formatted(LOOPBACK, port, limiter, LOOPBACK, echo.getPort());
    }

    private static Matcher awaitReady(ByteArrayOutputStream said) {
        long end = System.nanoTime() + TIMEOUT_NANOS;
        while (System.nanoTime() - end < 0) {
            Matcher matcher = READY.matcher(said.toString(US_ASCII));
            if (matcher.find()) {
                return matcher;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        throw new IllegalStateException("the gateway is not ready: " + said.toString(US_ASCII));
    }

    private static String request() {
        TokenSigner signer = new TokenSigner(TokenTemplate.hs256(SECRET.getBytes(US_ASCII), "k1", Duration.ofHours(1)));
        String token = signer.sign("somebody", Instant.now().getEpochSecond());
        return ("GET /training HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    private static String page(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    }

    /** Sends the same request again and again, at most until the other side ends the connection; returns what the last answer begins with. */
    private static String send(int port, int times, String request) throws IOException {
        byte[] bytes = request.getBytes(US_ASCII);
        byte[] answer = new byte[65_536];
        int length = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < times && length >= 0; i++) {
                socket.getOutputStream().write(bytes);
                length = in.read(answer);
            }
        }
        return new String(answer, 0, Math.max(0, length), US_ASCII);
    }
}
