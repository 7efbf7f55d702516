package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered, through an ordinary client. */
class EchoAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EchoServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws IOException {
        server = EchoServer.start(EchoOptions.local());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void theRequestComesBackAsJson() throws Exception {
        HttpRequest request = to("/a/b%20c?x=1&x=2")
                .header("X-Twice", "one")
                .header("X-Twice", "two \"quoted\" \\")
                .POST(BodyPublishers.ofString("hello\n"))
                .build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        JsonNode echo = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(echo.get("method").asText()).isEqualTo("POST");
        assertThat(echo.get("path").asText()).isEqualTo("/a/b%20c?x=1&x=2");
        assertThat(echo.get("version").asText()).isEqualTo("HTTP/1.1");
        assertThat(echo.get("body").asText()).isEqualTo("hello\n");
        assertThat(echo.get("bodyBytes").asLong()).isEqualTo(6);
        assertThat(echo.get("truncated").asBoolean()).isFalse();
        assertThat(StreamSupport.stream(echo.get("headers").spliterator(), false)
                        .filter(field -> field.get(0).asText().equalsIgnoreCase("x-twice"))
                        .map(field -> field.get(1).asText()))
                .containsExactly("one", "two \"quoted\" \\");
    }

    @Test
    void everyByteSurvivesTheEcho() throws Exception {
        byte[] allBytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            allBytes[i] = (byte) i;
        }

        JsonNode echo = JSON.readTree(
                client.send(to("/").PUT(BodyPublishers.ofByteArray(allBytes)).build(), BodyHandlers.ofString())
                        .body());

        assertThat(echo.get("body").asText().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(allBytes);
    }

    @Test
    void aLongBodyIsCountedWholeAndEchoedInPart() throws Exception {
        byte[] body = randomBytes(200_000);

        JsonNode echo = JSON.readTree(
                client.send(to("/").POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString())
                        .body());

        assertThat(echo.get("body").asText().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(Arrays.copyOf(body, EchoBody.HELD_BYTES));
        assertThat(echo.get("bodyBytes").asLong()).isEqualTo(200_000);
        assertThat(echo.get("truncated").asBoolean()).isTrue();
    }

    @Test
    void aStreamedEchoIsWholeHoweverLong() throws Exception {
        byte[] body = randomBytes(3_000_000);

        JsonNode echo = JSON.readTree(client.send(
                        to("/?stream=true")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString())
                .body());

        assertThat(echo.get("body").asText().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(body);
        assertThat(echo.get("bodyBytes").asLong()).isEqualTo(3_000_000);
        assertThat(echo.get("truncated").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "16384", "65537", "5000000"})
    void asManyBytesAsAskedForAreAnswered(int bytes) throws Exception {
        HttpResponse<byte[]> answer = client.send(to("/any/path?bytes=" + bytes).build(), BodyHandlers.ofByteArray());

        String line = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-\n";
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII))
                .isEqualTo(line.repeat(bytes / 64 + 1).substring(0, bytes));
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(bytes);
    }

    @Test
    void anAnswerIsChunkedOnRequest() throws Exception {
        HttpResponse<byte[]> answer =
                client.send(to("/?bytes=100000&chunked=true").build(), BodyHandlers.ofByteArray());

        assertThat(answer.body()).hasSize(100_000);
        assertThat(answer.headers().firstValue("transfer-encoding")).hasValue("chunked");
        assertThat(answer.headers().firstValue("content-length")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"200", "201", "404", "429", "500", "503", "599"})
    void theStatusIsTheOneAskedFor(int status) throws Exception {
        HttpResponse<String> answer = client.send(to("/?status=" + status).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("\"path\":\"/?status=" + status + "\"");
    }

    @ParameterizedTest
    @CsvSource({"204", "304"})
    void someStatusesHaveNoBody(int status) throws Exception {
        HttpResponse<String> answer = client.send(to("/?status=" + status).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map()).doesNotContainKeys("content-length", "transfer-encoding");
    }

    @Test
    void headIsAnsweredWithTheLengthAndNoBody() throws Exception {
        HttpResponse<String> answer = client.send(to("/?bytes=123").HEAD().build(), BodyHandlers.ofString());

        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(123);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aKnobOutOfRangeIsRefusedWithWhatIsExpected() throws Exception {
        HttpResponse<String> answer = client.send(to("/?bytes=1073741825").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("bytes: 1073741825 (expected: 0..1073741824)\n");
    }

    @Test
    void anAnswerIsHeldBackForTheLatencyAskedFor() throws Exception {
        long start = System.nanoTime();

        HttpResponse<String> answer = client.send(to("/?latency=80ms&bytes=1").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(80_000_000);
    }

    @Test
    void anAnswerBurnsTheCpuAskedFor() throws Exception {
        long start = System.nanoTime();

        HttpResponse<String> answer = client.send(to("/?burn=30ms&bytes=1").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
    }

    @Test
    void inPlainModeEveryKnobIsIgnored() throws Exception {
        try (EchoServer plain = EchoServer.start(EchoOptions.local().withPlainAnswers())) {
            HttpRequest request = HttpRequest.newBuilder(
                            uri(plain, "/?bytes=7&status=503&latency=60s&burn=10s&abort=before&chunked=true&trailer=x"))
                    .build();

            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).hasSize(100);
            assertThat(answer.headers().allValues("transfer-encoding")).isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = EnumSource.Mode.EXCLUDE, names = "IO_URING")
    void everyTransportAnswersTheSame(Transport transport) throws Exception {
        EchoOptions options = new EchoOptions("127.0.0.1", 0, transport, 2, 1, false);
        try (EchoServer other = EchoServer.start(options)) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(uri(other, "/?bytes=100000")).build(), BodyHandlers.ofByteArray());

            assertThat(answer.body()).hasSize(100_000);
            assertThat(other.transport()).isNotEqualTo(Transport.AUTO);
        }
    }

    private static HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(uri(server, target));
    }

    private static URI uri(EchoServer to, String target) {
        return URI.create("http://127.0.0.1:" + to.address().getPort() + target);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
