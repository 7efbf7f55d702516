package io.watertight.gateway.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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

    /** What a gateway warns of while that is done. */
    private static List<ILoggingEvent> warnings(Runnable task) {
        Logger logger = (Logger) LoggerFactory.getLogger(Gateway.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        try {
            task.run();
        } finally {
            logger.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .toList();
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

    @Test
    void theConfigurationThatIsShownIsTheOneThatRuns() throws Exception {
        try (Gateway gateway = Gateway.start(config("/", START), Gateway.LIMITERS)) {
            String before = shown(gateway);
            GatewayConfig next = config(
                    "/",
                    "threads: 2\nlimiter: { maxBuckets: 8 }\nhttp: { maxFields: 50 }\n"
                            + "telemetry: { otlp: { url: 'http://127.0.0.1:1/' } }\n");
            // When
            gateway.reload(next);
            // Then
            assertThat(shown(gateway)).isEqualTo(before.replace("maxFields: 100", "maxFields: 50"));
        }
    }

    @Test
    void whatNeedsARestartIsToldOfAsLongAsTheFileHasIt() throws Exception {
        GatewayConfig start = config("/", START);
        GatewayConfig threads = config("/", START.replace("threads: 1", "threads: 2"));
        try (Gateway gateway = Gateway.start(start, Gateway.LIMITERS)) {
            // When
            List<ILoggingEvent> first = warnings(() -> reload(gateway, threads));
            List<ILoggingEvent> again = warnings(() -> reload(gateway, threads));
            List<ILoggingEvent> back = warnings(() -> reload(gateway, start));
            // Then
            assertThat(first).hasSize(1);
            assertThat(again).hasSize(1);
            assertThat(back).isEmpty();
        }
    }

    private static void reload(Gateway gateway, GatewayConfig config) {
        try {
            gateway.reload(config);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
