package io.watertight.bench.start;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.cli.Main;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
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
 * Starts the gateway by its command and sends it requests, then ends: what the JVM learns meanwhile goes into an ahead-of-time cache, with
 * {@code -XX:AOTCacheOutput}. The launcher does so after a build; the cache is good for the class path and the Java that it was made with.
 */
public final class Training {

    private static final String SECRET = "training-only-0123456789abcdef0123456789abcdef";
    private static final int REQUESTS = 5_000;
    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final Pattern READY =
            Pattern.compile("ready listen=127\\.0\\.0\\.1:(\\d+) admin=127\\.0\\.0\\.1:(\\d+)");

    private Training() {}

    /** Runs once, with an empty folder as its argument; ends the process. */
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, US_ASCII));
        try (EchoServer echo = EchoServer.start(EchoOptions.local().withPlainAnswers())) {
            Path file = writeConfiguration(Path.of(args[0]), echo.address());
            Thread.ofPlatform().daemon().start(() -> Main.main(new String[] {"gateway", file.toString()}));
            Matcher ready = awaitReady(said);
            send(Integer.parseInt(ready.group(1)), request());
            send(
                    Integer.parseInt(ready.group(2)),
                    "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        }
        out.println("trained");
        System.exit(0);
    }

    private static Path writeConfiguration(Path folder, InetSocketAddress echo) throws IOException {
        Files.writeString(folder.resolve("key"), SECRET);
        return Files.writeString(folder.resolve("gateway.yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { limit: 1000/1s, burst: 100, key: sub } }
                limiter: { mode: local, maxBuckets: 100000 }
                routes: [ { path: /, upstream: echo, policy: default } ]
                upstreams: { echo: { endpoints: [ "127.0.0.1:%d" ] } }
                """.formatted(echo.getPort()));
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

    /** Sends the same request again and again until the other side ends the connection. */
    private static void send(int port, String request) throws IOException {
        byte[] bytes = request.getBytes(US_ASCII);
        byte[] answer = new byte[65_536];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int i = 0; i < REQUESTS; i++) {
                socket.getOutputStream().write(bytes);
                if (in.read(answer) < 0) {
                    return;
                }
            }
        }
    }
}
