package io.watertight.gateway.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.gateway.config.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AdminServerTest {

    private static final String METRICS = "# HELP up caf\u00e9\nup 1.0\n";

    private final AtomicReference<@Nullable String> deadReason = new AtomicReference<>();
    private final AtomicReference<@Nullable String> unreadyReason = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> scraper = new AtomicReference<>();
    private final AdminServer server = new AdminServer(
            deadReason::get,
            unreadyReason::get,
            () -> {
                scraper.set(Thread.currentThread());
                return METRICS;
            },
            () -> "listen: 0.0.0.0:8080\n",
            () -> {
                throw new IllegalStateException("no ledger");
            });
    private final HttpClient client = HttpClient.newHttpClient();
    private InetSocketAddress address;

    @BeforeEach
    void start() throws IOException {
        address = server.start(new Endpoint("127.0.0.1", 0));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void metricsAreServedAsPrometheusText() throws Exception {
        // When
        HttpResponse<String> response = send("GET", "/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(METRICS);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.headers().firstValue("content-length"))
                .contains(String.valueOf(METRICS.getBytes(UTF_8).length));
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void aScrapeRunsOnTheAdminThread() throws Exception {
        // When
        send("GET", "/metrics");

        // Then
        assertThat(scraper.get()).isNotNull().satisfies(thread -> {
            assertThat(thread.getName()).startsWith("admin-");
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void theConfigurationIsServedAsYaml() throws Exception {
        // When
        HttpResponse<String> response = send("GET", "/config");

        // Then
        assertThat(response.body()).isEqualTo("listen: 0.0.0.0:8080\n");
        assertThat(response.headers().firstValue("content-type")).contains("application/yaml");
    }

    @Test
    void theLedgerIsServedAsJson() throws Exception {
        // Given
        try (AdminServer other = new AdminServer(() -> null, () -> null, () -> "", () -> "", () -> "{\"live\":7}")) {
            address = other.start(new Endpoint("127.0.0.1", 0));

            // When
            HttpResponse<String> response = send("GET", "/ledger");

            // Then
            assertThat(response.body()).isEqualTo("{\"live\":7}");
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
        }
    }

    @Test
    void readinessFollowsItsSupplierAndLivenessDoesNot() throws Exception {
        // Given
        HttpResponse<String> before = send("GET", "/readyz");

        // When
        unreadyReason.set("draining");
        HttpResponse<String> after = send("GET", "/readyz");

        // Then
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.body()).isEqualTo("ready\n");
        assertThat(after.statusCode()).isEqualTo(503);
        assertThat(after.body()).isEqualTo("not ready: draining\n");
        assertThat(send("GET", "/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void livenessFollowsItsOwnSupplier() throws Exception {
        deadReason.set("event loop 1 has stood still for 7 s");

        HttpResponse<String> response = send("GET", "/livez");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("not alive: event loop 1 has stood still for 7 s\n");
    }

    @Test
    void theIndexNamesEveryPage() throws Exception {
        assertThat(send("GET", "/").body()).contains("/livez ", "/readyz ", "/metrics ", "/ledger ", "/config ");
    }

    @Test
    void aPageThatFailsSaysSoAndNothingMore() throws Exception {
        // When
        HttpResponse<String> response = send("GET", "/ledger");

        // Then
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).isEqualTo("failed, see the log\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/metrics/", "//metrics", "/METRICS", "/metrics/../config", "/%6detrics"})
    void anyOtherPathIsNotFound(String path) throws Exception {
        // When
        HttpResponse<String> response = send("GET", path);

        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("not found, see /\n");
    }

    @Test
    void aQueryChangesNothing() throws Exception {
        assertThat(send("GET", "/metrics?name[]=up".replace("[]", "%5B%5D")).body())
                .isEqualTo(METRICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethodsAreRefusedWithThoseThatAreAllowed(String method) throws Exception {
        // When
        HttpResponse<String> response = send(method, "/metrics");

        // Then
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        // When
        String answers = exchange(
                "HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\nGET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        // Then
        assertThat(answers)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-length: " + METRICS.getBytes(UTF_8).length + "\r\n")
                .doesNotContain("HELP")
                .endsWith("\r\n\r\nalive\n");
    }

    @Test
    void aConnectionServesManyRequestsInOrder() throws Exception {
        // Given
        String livez = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
        String config = "GET /config HTTP/1.1\r\nHost: a\r\n\r\n";
        String last = "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

        // When
        String answers = exchange((livez + config).repeat(50) + last);

        // Then
        assertThat(answers.split("HTTP/1.1 200 OK\r\n", -1)).hasSize(102);
        assertThat(answers).endsWith("\r\n\r\n" + new String(METRICS.getBytes(UTF_8), ISO_8859_1));
        assertThat(answers.indexOf("alive")).isLessThan(answers.indexOf("listen"));
    }

    @Test
    void anHttp10ClientIsAnsweredAndTheConnectionClosed() throws Exception {
        assertThat(exchange("GET /livez HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\nalive\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /AAAA HTTP/1.1, A, 2000, 414",
        "GET /livez HTTP/1.1XHost: aXLong: AAAA, A, 9000, 431",
        "POST /livez HTTP/1.1XHost: aXContent-Length: 99999, '', 0, 413",
        "GET /livez HTTP/1.1XHost: aXno colon, '', 0, 400",
        "nonsense, '', 0, 400"
    })
    void requestsThatAreTooLargeOrNoneAreRefusedAndTheConnectionClosed(
            String request, String filler, int times, int status) throws Exception {
        // Given
        String text = request.replace("AAAA", filler.repeat(times)).replace("X", "\r\n") + "\r\n\r\n";

        // When
        String answer = exchange(text);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void anAddressThatIsTakenIsAnError() {
        Endpoint taken = new Endpoint("127.0.0.1", address.getPort());
        try (AdminServer second = new AdminServer(() -> null, () -> null, () -> "", () -> "", () -> "")) {
            assertThatThrownBy(() -> second.start(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("admin: " + taken + " (expected: an address to listen on)");
        }
    }

    @Test
    void closeEndsTheListeningAndEveryConnection() throws Exception {
        // Given
        try (Socket idle = new Socket(address.getAddress(), address.getPort())) {
            assertThat(exchange("GET /livez HTTP/1.0\r\n\r\n")).endsWith("alive\n");

            // When
            server.close();

            // Then
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aServerThatNeverStartedCanBeClosed() {
        new AdminServer(() -> null, () -> null, () -> "", () -> "", () -> "").close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    /** Everything that comes back until the server closes the connection. */
    private String exchange(String requests) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(requests.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
