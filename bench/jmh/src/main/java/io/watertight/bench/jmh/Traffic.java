package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Kinds of requests, and the configuration of a gateway that has a route for each kind. */
public enum Traffic {

    /** Without a gateway on the way. */
    DIRECT(200),

    /** Forwarded without being asked for a token. */
    PLAIN(200),

    /** Forwarded with a token. */
    TOKEN(200),

    /** Forwarded with a token, and with a limit that is far away. */
    LIMIT(200),

    /** The same with a token of another issuer's key. */
    FORGED(401),

    /** All from one subject, whose first request is its last one for an hour. */
    DENIED(429),

    /** Forwarded with a token; the buckets live for minutes. */
    LASTING(200);

    /** How many different requests there are. */
    static final int REQUESTS = 4096;

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ANOTHER_SECRET = "fedcba9876543210fedcba9876543210";

    private final int status;

    Traffic(int status) {
        this.status = status;
    }

    /** Returns the status that all requests are answered with, but the first of {@link #DENIED}. */
    int status() {
        return status;
    }

    /** Returns {@link #REQUESTS} requests, whose subjects are as many unless they are denied. */
    byte[][] requests() {
        return requests(REQUESTS, this == DENIED ? 1 : REQUESTS);
    }

    /** Returns requests whose subjects are the first so many, in turn. */
    byte[][] requests(int count, int subjects) {
        RequestWriter writer = new RequestWriter();
        byte[][] requests = new byte[count][];
        for (int i = 0; i < count; i++) {
            requests[i] = writer.of(i % subjects);
        }
        return requests;
    }

    private String path() {
        return "/" + name().toLowerCase(Locale.ROOT);
    }

    /** Writes requests of this kind. One for each thread. */
    final class RequestWriter {
        private final Subjects subjects = new Subjects();
        private final TokenSigner signer = new TokenSigner(TokenTemplate.hs256(
                (Traffic.this == FORGED ? ANOTHER_SECRET : SECRET).getBytes(US_ASCII), "k1", Duration.ofHours(10)));
        private final long nowSeconds = System.currentTimeMillis() / 1000;

        /** Returns a request of the subject of that number. */
        byte[] of(long subject) {
            String token = signer.sign(subjects.textOf(subject), nowSeconds);
            return ("GET " + path() + "/items/17 HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer " + token
                            + "\r\n\r\n")
                    .getBytes(US_ASCII);
        }
    }

    /** Returns a configuration with one event loop, one upstream and all routes; the cap on the buckets is as where none is configured. */
    static GatewayConfig gateway(int upstreamPort) throws IOException, ConfigException {
        return gateway(upstreamPort, 5_000_000);
    }

    /** Returns the same with another cap on the buckets. */
    static GatewayConfig gateway(int upstreamPort, long maxBuckets) throws IOException, ConfigException {
        Path directory = Files.createTempDirectory("watertight-jmh");
        Path key = directory.resolve("key");
        Path file = directory.resolve("gateway.yaml");
        try {
            Files.writeString(key, SECRET);
            Files.writeString(file, """
                    listen: 127.0.0.1:0
                    admin: 127.0.0.1:0
                    threads: 1
                    jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                    policies:
                      wide: { limit: 1000000/1s, burst: 1000000, key: sub }
                      none: { limit: 1/1h, burst: 1, key: sub }
                      lasting: { limit: 10/1h, burst: 1000000, key: sub }
                    limiter: { maxBuckets: %d }
                    routes:
                      - { path: /plain, upstream: origin, auth: none }
                      - { path: /token, upstream: origin }
                      - { path: /limit, upstream: origin, policy: wide }
                      - { path: /forged, upstream: origin, policy: wide }
                      - { path: /denied, upstream: origin, policy: none }
                      - { path: /lasting, upstream: origin, policy: lasting }
                    upstreams:
                      origin: { endpoints: [ "127.0.0.1:%d" ] }
                    shutdown: { propagation: 0s, deadline: 1s }
                    """.formatted(maxBuckets, upstreamPort));
            return ConfigLoader.load(file);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(key);
            Files.delete(directory);
        }
    }
}
