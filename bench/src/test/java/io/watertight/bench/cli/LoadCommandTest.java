package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoadCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static EchoServer server;

    @BeforeAll
    static void start() throws IOException {
        server = EchoServer.start(EchoOptions.local());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theResultIsPrintedAsJsonAndTheExitCodeFollowsItsValidity() throws Exception {
        Invocation done = Invocation.of(
                "load",
                url("/?bytes=10"),
                "--rate",
                "200",
                "--duration",
                "500ms",
                "--subjects",
                "pool-uniform:7",
                "--json");

        JsonNode result = JSON.readTree(done.out());
        assertThat(result.get("intended").asLong()).isEqualTo(100);
        assertThat(result.get("answered").asLong()).isEqualTo(100);
        assertThat(result.get("statuses").get("200").asLong()).isEqualTo(100);
        assertThat(result.get("distinctSubjects").get("r").asLong()).isBetween(1L, 7L);
        assertThat(result.get("latency").get("count").asLong()).isEqualTo(100);
        // on a busy machine the generator may rightly call itself late
        assertThat(done.exitCode()).isEqualTo(result.get("valid").asBoolean() ? 0 : 3);
        assertThat(done.err()).startsWith("rehearsing for two seconds");
    }

    @Test
    void aScenarioIsSentInItsShapeOnBehalfOfItsSubjects() throws Exception {
        Invocation done = Invocation.of(
                "load",
                url("/"),
                "--scenario",
                "hpa-baseline",
                "--rate",
                "400",
                "--duration",
                "1s",
                "--no-rehearsal",
                "--json");

        // 400 ms from 10 up to 400, 400 ms at it, 200 ms down to 10
        assertThat(JSON.readTree(done.out()).get("intended").asLong()).isEqualTo(283);
        assertThat(JSON.readTree(done.out()).get("distinctSubjects").get("r").asLong())
                .isEqualTo(283);
    }

    @Test
    void aDryRunPrintsTheStagesOfAnyScenarioAndSendsNothing() {
        Invocation dry = Invocation.of(
                "load", "http://127.0.0.1:1/", "--scenario", "constant-vus", "--duration", "61s", "--dry-run");

        assertThat(dry.out().lines().map(String::strip))
                .containsExactly("constant-vus: users", "61000 ms  10.00 to 10.00", "61000 ms  in 1 stages");
        assertThat(dry.exitCode()).isZero();
    }

    @Test
    void aDryRunOfARateOfOnesOwnIsOneStage() {
        Invocation dry = Invocation.of("load", "http://127.0.0.1:1/", "--rate", "100-300", "--dry-run");

        assertThat(dry.out().lines().map(String::strip))
                .containsExactly("load: requests", "10000 ms  100.00 to 300.00", "10000 ms  in 1 stages");
    }

    @Test
    void theResultIsPrintedInWords() {
        Invocation done = Invocation.of(
                "load", url("/?status=429"), "--rate", "100-300", "--duration", "500ms", "--no-rehearsal");

        assertThat(done.out())
                .contains("requests   100 due, 100 sent, 100 answered, 0 failed, 0 dropped")
                .contains("statuses   429: 100")
                .contains("subjects   100 distinct")
                .contains("valid      ");
        assertThat(done.exitCode()).isIn(0, 3);
    }

    @Test
    void serverErrorsViolate() {
        Invocation done =
                Invocation.of("load", url("/?status=503"), "--rate", "100", "--duration", "100ms", "--no-rehearsal");

        assertThat(done.out()).contains("statuses   503: 10");
        assertThat(done.exitCode()).isEqualTo(1);
    }

    @Test
    void missingAnswersViolate() {
        Invocation done =
                Invocation.of("load", url("/?abort=before"), "--rate", "100", "--duration", "100ms", "--no-rehearsal");

        assertThat(done.out()).contains("failures   closed before answer: 10");
        assertThat(done.exitCode()).isEqualTo(1);
    }

    @Test
    void anInterruptedRunPrintsWhatItHasSeen() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "load",
                        url("/?bytes=1"),
                        "--rate=50",
                        "--duration=10m",
                        "--no-rehearsal")
                .start();
        try (BufferedReader progress = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(progress.readLine()).contains(" 1 s  sent ");

            new ProcessBuilder(List.of("kill", "-INT", String.valueOf(process.pid())))
                    .start()
                    .waitFor();

            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(out)
                    .contains("statuses   200: ")
                    .containsPattern("valid      NO: stopped after .* s of 600.0 s");
            assertThat(process.exitValue()).isEqualTo(3);
        }
    }

    private static String url(String target) {
        return "http://127.0.0.1:" + server.address().getPort() + target;
    }
}
