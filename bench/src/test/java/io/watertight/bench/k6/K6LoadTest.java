package io.watertight.bench.k6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadFailure;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadResponse;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.Replica;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.Scenarios;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of programs that say what k6 2.2.0 has said; test/verify.sh beside the scripts is the one with k6 itself. */
@Timeout(60)
class K6LoadTest {
    private static final String TWO_LINES = """
            echo ready engine=k6
            echo e r 0 200 0 25884982509066 gw-0 1795350364600 1795350364633 32821
            echo Request Failed
            echo e r 1 429 1429 25885082317340 gw-1 1795350365200 1795350365203 3712
            """;

    @TempDir
    private Path directory;

    private final List<LoadResponse> responses = new CopyOnWriteArrayList<>();
    private final List<LoadFailure> failures = new CopyOnWriteArrayList<>();
    private final LoadObserver observer = new LoadObserver() {
        @Override
        public void onResponse(LoadResponse response) {
            responses.add(response);
        }

        @Override
        public void onFailure(LoadFailure failure) {
            failures.add(failure);
        }
    };

    @Test
    void everyLineReachesTheObserverAndTheResult() throws Exception {
        // When
        LoadResult result = run(TWO_LINES + summary(FakeK6.SUMMARY_OF_TWO));

        // Then
        assertThat(responses).extracting(LoadResponse::replicaId).containsExactly("gw-0", "gw-1");
        assertThat(responses)
                .extracting(LoadResponse::decidedAtNanos)
                .containsExactly(25884982509066L, 25885082317340L);
        assertThat(responses).allSatisfy(each -> assertThat(each.sentNanos()).isLessThan(each.doneNanos()));
        assertThat(failures).isEmpty();
        assertThat(result.sent()).isEqualTo(2);
        assertThat(result.answered()).isEqualTo(2);
        assertThat(result.statuses()).containsExactly(Map.entry(200, 1L), Map.entry(429, 1L));
        assertThat(result.distinctSubjects()).containsExactly(Map.entry("r", 2L));
        assertThat(result.latency().maxNanos()).isBetween(32_800_000L, 32_900_000L);
        assertThat(result.intendedPerSecond()).isEqualTo(2);
        assertThat(result.validity()).isEmpty();
        assertThat(directory.resolve("k6.log")).hasContent("ready engine=k6\nRequest Failed");
    }

    @Test
    void aRequestWithoutAnAnswerIsAFailureOfItsKind() throws Exception {
        // When
        LoadResult result = run("""
                echo ready engine=k6
                echo e r 0 0 1212 - - 1795350366051 1795350366052 0
                echo e r 1 0 1050 - - 1795350367677 1795350367779 101735
                """
                + summary(FakeK6.SUMMARY_OF_TWO.replace(
                        "\"allowed\": 1, \"limited\": 1, \"failed\": 0",
                        "\"allowed\": 0, \"limited\": 0, \"failed\": 2")));

        // Then
        assertThat(failures).extracting(LoadFailure::kind).containsExactly(FailureKind.CONNECT, FailureKind.TIMEOUT);
        assertThat(result.intended()).isEqualTo(2);
        assertThat(result.sent()).isEqualTo(1);
        assertThat(result.answered()).isZero();
        assertThat(result.unanswered()).isZero();
        assertThat(result.validity()).isEmpty();
    }

    @Test
    void linesThatAreLostOrCutAreHeldAgainstTheRun() throws Exception {
        // When
        LoadResult result = run("""
                echo ready engine=k6
                echo e r 0 200 0 25884982509066 gw-0 1795350364600 1795350364633 32821
                printf 'e r 1 429 1429 258850823'
                """ + summary(FakeK6.SUMMARY_OF_TWO));

        // Then
        assertThat(result.unanswered()).isEqualTo(1);
        assertThat(result.validity())
                .containsExactly(
                        "k6 counts 2 sent, its evidence has 1",
                        "k6 counts 1 limited, its evidence has 0",
                        "k6 counts 2 subjects, its evidence has 1",
                        "1 lines of k6's evidence cannot be read");
    }

    @Test
    void thresholdsThatWereNotMetAreHeldAgainstTheRun() throws Exception {
        // When
        LoadResult result = run(TWO_LINES
                + summary(FakeK6.SUMMARY_OF_TWO
                        .replace("\"dropped\": 0", "\"dropped\": 3")
                        .replace("[]", "[\"dropped_iterations: count==0\"]"))
                + "exit 99\n");

        // Then
        assertThat(result.dropped()).isEqualTo(3);
        assertThat(result.intended()).isEqualTo(5);
        assertThat(result.validity())
                .containsExactly(
                        "threshold of k6 not met: dropped_iterations: count==0",
                        "3 of 5 requests could not be sent: no connection was free");
    }

    @Test
    void aRunThatIsStoppedIsInterruptedAndStillCounts() throws Exception {
        // Given a k6 that ends as it does when it is interrupted
        try (K6Load load = start("trap 'cat \"" + directory + "/prepared\" >\"" + directory
                + "/k6-summary.json\"; exit 105' INT\n" + TWO_LINES + "while :; do sleep 0.1; done\n")) {
            Files.writeString(directory.resolve("prepared"), FakeK6.SUMMARY_OF_TWO.replace("1019", "400"));

            // When
            load.stop();
            LoadResult result = load.result();

            // Then
            assertThat(result.answered()).isEqualTo(2);
            assertThat(result.elapsed()).isEqualTo(Duration.ofMillis(400));
            assertThat(result.validity())
                    .containsExactly(
                            "k6 ended with exit code 105; see " + directory.resolve("k6.log"),
                            "stopped after 0.4 s of 1.0 s");
        }
    }

    @Test
    void aRunWithoutASummaryIsWorthNothing() throws Exception {
        LoadResult result = run(TWO_LINES);

        assertThat(result.validity()).singleElement().asString().startsWith("k6 left no summary: ");
    }

    @Test
    void aScriptThatDoesNotStartIsQuoted() {
        assertThatThrownBy(() -> start("echo 'RATE: 0 (expected: 0.01..1000000)' >&2; exit 107\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("k6 ended with exit code 107 before it was ready")
                .hasMessageContaining("RATE: 0 (expected: 0.01..1000000)");
    }

    @Test
    void whatTheObserverThrowsFailsTheRun() throws Exception {
        LoadObserver failing = new LoadObserver() {
            @Override
            public void onResponse(LoadResponse response) {
                throw new IllegalArgumentException("no more room");
            }

            @Override
            public void onFailure(LoadFailure failure) {}
        };

        try (K6Load load =
                K6Load.start(plan(TWO_LINES + summary(FakeK6.SUMMARY_OF_TWO)), List.of(), failing, soFar -> {})) {
            assertThatThrownBy(load::result).hasMessageContaining("no more room");
        }
    }

    @Test
    void replicasComeAndGoBehindTheOneAddressThatK6Knows() throws Exception {
        try (ServerSocket first = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ServerSocket second = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                K6Load load = start("for a; do case $a in BASE_URL=*) echo ready engine=k6 base=${a#BASE_URL=http://};;"
                        + " esac; done\nwhile :; do sleep 0.1; done\n")) {
            // Given
            load.addReplica(replica("first", first));
            String[] address =
                    Files.readString(directory.resolve("k6.log")).strip().split("[=:]", -1);
            int port = Integer.parseInt(address[address.length - 1]);

            // When
            try (Socket one = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket atFirst = first.accept()) {
                load.addReplica(replica("second", second));
                load.removeReplica("first");
                try (Socket other = new Socket(InetAddress.getLoopbackAddress(), port);
                        Socket atSecond = second.accept()) {
                    one.getOutputStream().write(1);
                    other.getOutputStream().write(2);

                    // Then
                    assertThat(atFirst.getInputStream().read()).isEqualTo(1);
                    assertThat(atSecond.getInputStream().read()).isEqualTo(2);
                }
            }
        }
    }

    private LoadResult run(String script) throws Exception {
        try (K6Load load = start(script)) {
            return load.result();
        }
    }

    private K6Load start(String script) throws Exception {
        return K6Load.start(plan(script), List.of(), observer, soFar -> {});
    }

    private K6Plan plan(String script) {
        return new K6Plan(
                new K6Binary(FakeK6.program(directory.resolve("k6"), script), "v2.2.0"),
                Path.of("k6"),
                Scenarios.named("rolling-sub").orElseThrow(),
                Knobs.NONE.withRate(2).withDuration(Duration.ofSeconds(1)),
                "/",
                0,
                "g",
                1,
                directory.resolve("key"),
                "k1",
                directory);
    }

    private String summary(String content) {
        return "cat >'" + directory + "/k6-summary.json' <<'END'\n" + content + "END\n";
    }

    private static Replica replica(String id, ServerSocket listening) {
        return new Replica(id, new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()));
    }
}
