package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.GatewayConfig;
import io.watertight.gateway.lifecycle.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole gateways with their limits in a real Redis. Nothing listens behind them: 502 is an admitted request, 429 a denied one, 503 one that nobody could decide on.
 */
class RemoteModesTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final int ADMITTED = 502;
    private static final int UNDECIDED = 503;
    private static final int BURST = 3;
    private static final long INTERVAL_NANOS = 200_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void writeSecret() throws IOException {
        Files.writeString(directory.resolve("key"), SECRET);
    }

    private GatewayConfig config(String limiter) throws IOException, ConfigException {
        return ConfigLoader.load(Files.writeString(directory.resolve("gateway.yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 1
                jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
                policies: { default: { limit: 5/1s, burst: %d } }
                limiter: %s
                routes: [ { path: /, upstream: none, policy: default } ]
                upstreams: { none: { endpoints: [ '127.0.0.1:1' ] } }
                shutdown: { propagation: 0s, deadline: 1s }
                """.formatted(BURST, limiter)));
    }

    private static String redis(String mode, int port, String onOutage) {
        return "{ mode: " + mode + ", redis: { uri: 'redis://127.0.0.1:" + port
                + "', subjectSecretFile: key, timeout: 100ms, onOutage: " + onOutage + " } }";
    }

    private HttpResponse<String> request(Gateway gateway, String subject) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + gateway.address().getPort() + "/"))
                            .header("Authorization", "Bearer " + token(subject))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A memory that has just begun counts buckets as empty. */
    private void awaitFullBuckets(Gateway gateway) {
        AtomicInteger subjects = new AtomicInteger();
        Await.until("buckets are no longer cold", () -> {
            String fresh = "cold" + subjects.incrementAndGet();
            return IntStream.range(0, BURST).allMatch(i -> ask(gateway, fresh) == ADMITTED);
        });
    }

    private int ask(Gateway gateway, String subject) {
        return request(gateway, subject).statusCode();
    }

    private static String token(String subject) {
        String content = base64("{\"alg\":\"HS256\",\"kid\":\"k1\"}") + "."
                + base64("{\"sub\":\"" + subject + "\",\"exp\":" + (System.currentTimeMillis() / 1000 + 3600) + "}");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(US_ASCII), "HmacSHA256"));
            return content + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
    }

    @Test
    void two_gateways_hold_one_limit_and_a_change_to_leases_keeps_it() throws Exception {
        try (RedisProcess server = RedisProcess.start(directory);
                Gateway here = Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS);
                Gateway there = Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS)) {
            awaitFullBuckets(here);
            Await.until("the other is connected", () -> ask(there, "second") == ADMITTED);
            long start = System.nanoTime();
            int admitted = 0;
            for (int i = 0; i < 20; i++) {
                admitted += ask(i % 2 == 0 ? here : there, "both") == ADMITTED ? 1 : 0;
            }
            here.reload(config(redis("lease", server.port(), "closed")));
            for (int i = 0; i < 20; i++) {
                admitted += ask(i % 2 == 0 ? here : there, "both") == ADMITTED ? 1 : 0;
            }

            long gained = (System.nanoTime() - start) / INTERVAL_NANOS;
            assertThat((long) admitted).isBetween((long) BURST, BURST + gained + 1);
            assertThat(here.ledger()).contains("\"mode\":\"lease\"", "\"leases\":", "\"remoteCalls\":");
            assertThat(there.ledger())
                    .contains("\"mode\":\"redis\"", "\"fallback\":{\"policy\":\"closed\",\"active\":false");
        }
    }

    @Test
    void while_redis_is_away_the_outage_policy_decides_and_then_redis_again() throws Exception {
        try (RedisProcess server = RedisProcess.start(directory);
                Gateway gateway = Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS)) {
            awaitFullBuckets(gateway);
            server.kill();

            Await.until("nobody can decide", () -> ask(gateway, "second") == UNDECIDED);
            HttpResponse<String> refused = request(gateway, "third");
            String during = gateway.ledger();
            server.launch();
            Await.until("Redis decides again", () -> ask(gateway, "fourth") == ADMITTED);

            assertThat(refused.statusCode()).isEqualTo(UNDECIDED);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(during)
                    .contains("\"fallback\":{\"policy\":\"closed\",\"active\":true,\"entered\":1,\"intervals\":[[");
        }
    }

    @Test
    void a_gateway_that_leaves_redis_by_a_reload_still_counts_what_was_used() throws Exception {
        try (RedisProcess server = RedisProcess.start(directory);
                Gateway gateway = Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS)) {
            awaitFullBuckets(gateway);
            long start = System.nanoTime();
            int admitted = 0;
            for (int i = 0; i < 10; i++) {
                admitted += ask(gateway, "both") == ADMITTED ? 1 : 0;
            }
            gateway.reload(config("{ mode: local }"));
            long change = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                admitted += ask(gateway, "both") == ADMITTED ? 1 : 0;
            }

            long end = System.nanoTime();
            long gained = (end - start) / INTERVAL_NANOS;
            long late = end - change < BURST * INTERVAL_NANOS ? 0 : BURST;
            assertThat(gateway.ledger()).contains("\"mode\":\"local\"");
            assertThat((long) admitted).isBetween((long) BURST, BURST + gained + 1 + late);
        }
    }

    private String readiness(Gateway gateway) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                            + gateway.adminAddress().getPort() + "/readyz"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void a_gateway_that_starts_is_ready_when_redis_decides() throws Exception {
        try (RedisProcess server = RedisProcess.start(directory)) {
            for (int i = 0; i < 5; i++) {
                try (Gateway gateway =
                        Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS)) {
                    Await.until("ready", () -> readiness(gateway).startsWith("ready"));

                    assertThat(ask(gateway, "first")).isNotEqualTo(UNDECIDED);
                    assertThat(gateway.ledger()).contains("\"entered\":0");
                }
            }
        }
    }

    @Test
    void a_gateway_that_starts_without_redis_waits_for_it_a_while() throws Exception {
        try (RedisProcess server = RedisProcess.start(directory)) {
            server.kill();
            try (Gateway gateway = Gateway.start(config(redis("redis", server.port(), "closed")), Gateway.LIMITERS)) {
                assertThat(readiness(gateway)).startsWith("not ready: not connected to Redis yet");

                Await.until("ready without it", () -> readiness(gateway).startsWith("ready"));
                assertThat(ask(gateway, "first")).isEqualTo(UNDECIDED);
            }
        }
    }
}
