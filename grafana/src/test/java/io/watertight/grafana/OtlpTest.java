package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.gateway.Main;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real gateway that pushes its metrics. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OtlpTest {

    private static final String PROXIED = "watertight_request_seconds";

    private final HttpClient http = HttpClient.newHttpClient();
    private Path directory = Path.of("");
    private Lab lab;

    @BeforeEach
    void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        lab = new Lab(directory);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void whatIsPushedIsWhatAScrapeSeesUnderTheSameNames() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver(List.of(200))) {
            // Given
            Lab.Replica gateway = gateway(receiver.url());
            assertThat(get(gateway.listen(), "/dead").statusCode()).isEqualTo(502);

            // When
            JsonNode request = Objects.requireNonNull(receiver.next());
            Set<String> scraped = families(gateway);
            // meters of the collector's pauses appear with the first
            while (!names(request).containsAll(scraped)) {
                request = Objects.requireNonNull(receiver.next());
            }

            // Then
            assertThat(names(request)).contains(PROXIED).isEqualTo(families(gateway));
            JsonNode point = metric(request, PROXIED).at("/histogram/dataPoints/0");
            assertThat(point.get("count").asText()).isEqualTo("1");
            assertThat(point.get("bucketCounts")
                            .valueStream()
                            .mapToLong(JsonNode::asLong)
                            .sum())
                    .isEqualTo(1);
            assertThat(point.get("bucketCounts"))
                    .hasSize(point.get("explicitBounds").size() + 1);
            assertThat(point.get("attributes").findValuesAsText("stringValue"))
                    .containsExactly("upstream_failed", "/dead");
            assertThat(metric(request, "watertight_limit_decisions_total")
                            .at("/sum/isMonotonic")
                            .asBoolean())
                    .isTrue();
            assertThat(metric(request, "watertight_limit_decisions_total")
                            .at("/sum/aggregationTemporality")
                            .asInt())
                    .isEqualTo(2);
            assertThat(request.at("/resourceMetrics/0/resource/attributes").findValuesAsText("key"))
                    .containsExactlyInAnyOrder("service.name", "service.instance.id");
        }
    }

    @Test
    void aCollectorThatFailsIsToldOfOnceAndOnceWhenItWorksAgain() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver(List.of(503, 400, 500, 200))) {
            // Given
            Lab.Replica gateway = gateway(receiver.url());

            // When
            for (int requests = 0; requests < 5; requests++) {
                assertThat(receiver.next()).isNotNull();
            }
            gateway.process().stop(Duration.ofSeconds(20));

            // Then
            assertThat(log())
                    .filteredOn(line -> line.contains("metrics not pushed"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("status 503");
            assertThat(log())
                    .filteredOn(line -> line.contains("pushed again"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("failed=\"3\"");
        }
    }

    @Test
    void aCollectorThatTakesConnectionsAndNeverAnswersHoldsUpNeitherRequestsNorTheExit() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            // Given
            Lab.Replica gateway = gateway("http://127.0.0.1:" + silent.getLocalPort() + "/");
            silent.accept();

            // When
            long start = System.nanoTime();
            int exitCode = 0;
            for (int requests = 0; requests < 20; requests++) {
                exitCode += get(gateway.listen(), "/dead").statusCode() == 502 ? 0 : 1;
            }
            exitCode += gateway.process().stop(Duration.ofSeconds(20));

            // Then
            assertThat(exitCode).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private Lab.Replica gateway(String url) throws Exception {
        return lab.gateway(
                "gateway",
                Main.class,
                List.of(),
                0,
                "limit: 10/1s, burst: 5",
                "telemetry: { otlp: { url: \"%s\", step: 1s } }\n".formatted(url));
    }

    private Set<String> families(Lab.Replica gateway) throws IOException, InterruptedException {
        return get(gateway.admin(), "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toSet());
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(directory.resolve("gateway.log"));
    }

    private HttpResponse<String> get(InetSocketAddress address, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Set<String> names(JsonNode request) {
        return metrics(request)
                .valueStream()
                .map(metric -> metric.get("name").asText())
                .collect(Collectors.toSet());
    }

    private static JsonNode metric(JsonNode request, String name) {
        return metrics(request)
                .valueStream()
                .filter(metric -> metric.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode metrics(JsonNode request) {
        return request.at("/resourceMetrics/0/scopeMetrics/0/metrics");
    }
}
