package io.watertight.gateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watertight.gateway.config.CaPem;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.GatewayConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing listens behind these gateways: 502 is a request that has a route, 404 one that has none. */
class ReloadTest {

    private static final int FORWARDED = 502;
    private static final int NO_ROUTE = 404;
    private static final String START = "threads: 1\nlimiter: { maxBuckets: 7 }\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private GatewayConfig config(String path, String rest) throws IOException, ConfigException {
        return ConfigLoader.load(Files.writeString(directory.resolve("gateway.yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                transport: nio
                routes: [ { path: %s, upstream: none, auth: none } ]
                upstreams: { none: { endpoints: [ '127.0.0.1:1' ] } }
                shutdown: { propagation: 0s, deadline: 1s }
                """.formatted(path) + rest));
    }

    private HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String shown(Gateway gateway) throws Exception {
        return get(gateway.adminAddress(), "/config").body();
    }

    @Test
    void nothingOfAFileComesIntoForceWhoseLimiterCannotBeOpened() throws Exception {
        // Given
        Files.writeString(directory.resolve("secret"), "x".repeat(16));
        Path ca = Files.writeString(directory.resolve("ca.pem"), CaPem.TEXT);
        try (Gateway gateway = Gateway.start(config("/before", START), Gateway.LIMITERS)) {
            String before = shown(gateway);
            GatewayConfig next = config(
                    "/after",
                    "limiter: { mode: redis, redis: { uri: 'rediss://127.0.0.1:1', subjectSecretFile: secret,"
                            + " caFile: ca.pem, onOutage: open } }");
            Files.delete(ca);
            // When
            ConfigException refused = catchThrowableOfType(ConfigException.class, () -> gateway.reload(next));
            // Then
            assertThat(refused.errors())
                    .containsExactly(
                            "limiter.redis.caFile: " + ca + " (expected: a readable file of certificates, PEM)");
            assertThat(get(gateway.address(), "/before").statusCode()).isEqualTo(FORWARDED);
            assertThat(get(gateway.address(), "/after").statusCode()).isEqualTo(NO_ROUTE);
            assertThat(shown(gateway)).isEqualTo(before);
        }
    }
}
