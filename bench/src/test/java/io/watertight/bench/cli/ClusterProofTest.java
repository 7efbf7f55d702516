package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.control.Fault;
import io.watertight.bench.kubernetes.ApiStandIn;
import io.watertight.bench.kubernetes.RealPods;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code prove --kubernetes} with real gateways behind a stand-in of the API server, through its proxy and its logs. */
class ClusterProofTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOAD = "watertight-k6-x2x7v";

    private final Path directory;
    private final ApiStandIn api;
    private final EchoServer echo;
    private final RealPods pods;
    private long requests;
    private long subjects;
    private long allowed;

    ClusterProofTest(@TempDir Path directory) throws Exception {
        this.directory = directory;
        Files.writeString(directory.resolve("key"), "a key that is only for tests, of enough bytes");
        api = ApiStandIn.start(directory);
        echo = EchoServer.start(EchoOptions.local());
        pods = new RealPods(api, directory, echo.address().getPort());
    }

    @AfterEach
    void close() {
        pods.close();
        echo.close();
        api.close();
    }

    private CompletableFuture<Invocation> prove(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "prove",
                "--kubernetes",
                "--kubeconfig",
                api.kubeconfig().toString(),
                "--out",
                directory.resolve("report").toString()));
        arguments.addAll(List.of(more));
        CompletableFuture<Invocation> done = new CompletableFuture<>();
        // a thread of its own: the pool that others would wait for may have no more than one
        Thread.ofPlatform().name("prove").start(() -> done.complete(Invocation.of(arguments.toArray(String[]::new))));
        return done;
    }

    /** Sends requests of subjects never seen before, half to each, and counts them. */
    private void send(String generator, String duration, String... urls) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("load"));
        arguments.addAll(List.of(urls));
        arguments.addAll(List.of(
                "--secret-file",
                directory.resolve("key").toString(),
                "--kid",
                "k1",
                "--generator-id",
                generator,
                "--rate",
                "300",
                "--duration",
                duration,
                "--connections",
                "8",
                "--no-rehearsal",
                "--json"));
        Invocation load = Invocation.of(arguments.toArray(String[]::new));
        assertThat(load.out()).as(load.err()).startsWith("{");
        JsonNode result = JSON.readTree(load.out());
        requests += result.path("sent").asLong();
        allowed += result.path("statuses").path("200").asLong();
        assertThat(result.path("statuses").toString()).as(load.out()).startsWith("{\"200\":");
        for (JsonNode stream : result.path("distinctSubjects")) {
            subjects += stream.asLong();
        }
    }

    private void endLoad() {
        pods.endLoad(LOAD, requests, subjects, allowed, 0);
    }

    @Test
    void aReleaseThatScalesUnderLoadHoldsAndItsLedgersAccountForEverySubject() throws Exception {
        // Given
        String first = pods.start("watertight-1", Fault.NONE);
        String second = pods.start("watertight-2", Fault.NONE);
        pods.startLoad(LOAD);

        // When one of two is removed between two halves of the load, and another comes
        CompletableFuture<Invocation> proof = prove();
        pods.awaitReadings("watertight-1", 4);
        send("one", "4s", first, second);
        pods.stop("watertight-2");
        String third = pods.start("watertight-3", Fault.NONE);
        send("two", "5s", first, third);
        endLoad();
        Invocation seen = proof.get(60, TimeUnit.SECONDS);

        // Then
        assertThat(seen.err()).isEmpty();
        assertThat(seen.exitCode()).as(seen.out()).isZero();
        JsonNode report = JSON.readTree(directory.resolve("report/report.json").toFile());
        assertThat(findings(report))
                .containsExactly(
                        "Admission NOT_APPLICABLE",
                        "No false denial NOT_APPLICABLE",
                        "Population HELD",
                        "Drain HELD",
                        "Ledger HELD",
                        "Memory NOT_APPLICABLE",
                        "Nothing dropped NOT_APPLICABLE",
                        "Share NOT_APPLICABLE");
        assertThat(evidence(report, "Ledger"))
                .contains("of 3 replicas balance")
                .contains(String.format("exactly one bucket for each of %,d subjects sent", subjects));
        assertThat(report.path("replicas"))
                .extracting(replica -> replica.path("name").asText() + " "
                        + replica.path("end").asText())
                .containsExactly(
                        "watertight-1 ran to the end", "watertight-2 left an obituary", "watertight-3 ran to the end");
    }

    @ParameterizedTest
    @CsvSource({"LEDGER_FORGETS, Ledger", "CLEANUP_STOPS, Population"})
    void aControlIsFoundGuilty(Fault fault, String law) throws Exception {
        // Given
        String gateway = pods.start("watertight-1", fault);
        pods.startLoad(LOAD);

        // When
        CompletableFuture<Invocation> proof = prove();
        pods.awaitReadings("watertight-1", 4);
        send("one", "8s", gateway);
        endLoad();
        Invocation seen = proof.get(90, TimeUnit.SECONDS);

        // Then
        JsonNode report = JSON.readTree(directory.resolve("report/report.json").toFile());
        assertThat(findings(report)).as(seen.out()).contains(law + " VIOLATED");
        assertThat(seen.exitCode()).isEqualTo(1);
    }

    @Test
    void whatAKilledReplicaTookWithItIsBoundedAndTold() throws Exception {
        // Given
        String first = pods.start("watertight-1", Fault.NONE);
        String second = pods.start("watertight-2", Fault.NONE);
        pods.startLoad(LOAD);

        // When one is killed right after its share of the load
        CompletableFuture<Invocation> proof = prove();
        pods.awaitReadings("watertight-1", 4);
        send("one", "4s", first, second);
        pods.kill("watertight-2");
        send("two", "4s", first);
        endLoad();
        Invocation seen = proof.get(60, TimeUnit.SECONDS);

        // Then
        JsonNode report = JSON.readTree(directory.resolve("report/report.json").toFile());
        assertThat(findings(report)).as(seen.out()).contains("Ledger HELD", "Population HELD", "Drain HELD");
        assertThat(report.path("replicas").path(1).path("end").asText()).isEqualTo("gone without an obituary");
        assertThat(seen.exitCode()).isZero();
    }

    @Test
    void withoutALoadThatCouldEndItIsNotBegun() throws Exception {
        // When
        Invocation seen = prove().get(60, TimeUnit.SECONDS);

        // Then
        assertThat(seen.err())
                .isEqualTo("error: no k6 pod of release watertight is running (start the chart's k6 Job or TestRun, or"
                        + " send a load and say --duration)" + System.lineSeparator());
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void withoutAGatewayThatIsReadyItIsNotBegun() throws Exception {
        // When
        Invocation seen = prove("--duration", "1s").get(60, TimeUnit.SECONDS);

        // Then
        assertThat(seen.err())
                .isEqualTo("error: no gateway pod of release watertight is ready in namespace bench (see: watertight"
                        + " doctor --kubernetes)" + System.lineSeparator());
        assertThat(seen.exitCode()).isEqualTo(2);
    }

    @Test
    void aWatchInWhichNothingIsSentIsInconclusive() throws Exception {
        // Given
        pods.start("watertight-1", Fault.NONE);

        // When
        Invocation seen = prove("--duration", "2s", "--subjects-sent", "10").get(60, TimeUnit.SECONDS);

        // Then
        assertThat(seen.out()).contains("Nothing was decided while it was watched.");
        assertThat(seen.exitCode()).isEqualTo(3);
    }

    private static List<String> findings(JsonNode report) {
        List<String> findings = new ArrayList<>();
        for (JsonNode law : report.path("laws")) {
            findings.add(law.path("title").asText() + " " + law.path("finding").asText());
        }
        return findings;
    }

    private static String evidence(JsonNode report, String law) {
        for (JsonNode row : report.path("laws")) {
            if (row.path("title").asText().equals(law)) {
                return row.path("evidence").asText();
            }
        }
        return "";
    }
}
