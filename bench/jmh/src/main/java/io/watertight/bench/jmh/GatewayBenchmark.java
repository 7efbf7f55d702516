package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.lifecycle.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One request through the whole gateway and back, over the loopback of the host, one at a time. The time is mostly the kernel's
 * and that of waking threads; what counts are the bytes, which the profiler counts for all threads, and of which the client
 * and the upstream allocate none. The baseline is the same request without a gateway.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class GatewayBenchmark {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int TOKENS = 4096;

    /** What is in the way, and what it does: {@code direct} is no gateway. */
    @Param({"direct", "plain", "token", "limit", "denied"})
    public String work = "";

    private final byte[][] requests = new byte[TOKENS][];
    private final byte[] buffer = new byte[8192];
    private @Nullable Origin origin;
    private @Nullable Gateway gateway;
    private @Nullable Path directory;
    private Socket client = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private int next;

    /** Starts the upstream, the gateway and a connection. */
    @Setup(Level.Trial)
    public void open() throws IOException, ConfigException {
        TokenSigner signer =
                new TokenSigner(TokenTemplate.hs256(SECRET.getBytes(US_ASCII), "k1", Duration.ofHours(10)));
        Subjects subjects = new Subjects();
        for (int i = 0; i < TOKENS; i++) {
            // denials are of one subject, whose only request is made before; the others are many, each far from its
            // limit
            String token =
                    signer.sign(subjects.textOf(work.equals("denied") ? 1 : i), System.currentTimeMillis() / 1000);
            requests[i] = ("GET /" + work + "/items/17 HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer " + token
                            + "\r\n\r\n")
                    .getBytes(US_ASCII);
        }
        Origin upstream = new Origin();
        origin = upstream;
        int port = upstream.port();
        if (!work.equals("direct")) {
            Gateway between = Gateway.start(ConfigLoader.load(configuration(port)), Gateway.LIMITERS);
            gateway = between;
            port = between.address().getPort();
        }
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        in = client.getInputStream();
        out = client.getOutputStream();
        if (work.equals("denied")) {
            out.write(requests[0]);
            Heads.answer(in, buffer);
        }
    }

    private Path configuration(int upstreamPort) throws IOException {
        Path temporary = Files.createTempDirectory("watertight-jmh");
        directory = temporary;
        Files.writeString(temporary.resolve("key"), SECRET);
        return Files.writeString(temporary.resolve("gateway.yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies:
                  wide: { limit: 1000000/1s, burst: 1000000, key: sub }
                  none: { limit: 1/1h, burst: 1, key: sub }
                routes:
                  - { path: /plain, upstream: origin, auth: none }
                  - { path: /token, upstream: origin }
                  - { path: /limit, upstream: origin, policy: wide }
                  - { path: /denied, upstream: origin, policy: none }
                upstreams:
                  origin: { endpoints: [ "127.0.0.1:%d" ] }
                shutdown: { propagation: 0s, deadline: 1s }
                """.formatted(upstreamPort));
    }

    /** Ends all of it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.close();
        if (gateway != null) {
            gateway.close();
        }
        if (origin != null) {
            origin.close();
        }
        if (directory != null) {
            Files.deleteIfExists(directory.resolve("key"));
            Files.deleteIfExists(directory.resolve("gateway.yaml"));
            Files.deleteIfExists(directory);
        }
    }

    /** The status of the answer. */
    @Benchmark
    public int request() throws IOException {
        next = (next + 1) % TOKENS;
        out.write(requests[next]);
        int status = Heads.answer(in, buffer);
        if (status != (work.equals("denied") ? 429 : 200)) {
            throw new IOException("answered " + status);
        }
        return status;
    }
}
