package io.watertight.bench.load;

import static io.watertight.bench.load.Runs.responses;
import static io.watertight.bench.load.Runs.rolling;
import static io.watertight.bench.load.Runs.run;
import static io.watertight.bench.load.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole runs against servers that do not answer as they should. */
class LoadFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close        | CLOSED_BEFORE_ANSWER",
                "close midway | CLOSED_BEFORE_ANSWER",
                "reset        | RESET",
                "rubbish      | MALFORMED",
                "upgrade      | MALFORMED",
                "silence      | TIMEOUT",
                "half         | TIMEOUT"
            })
    void everyWayToFailHasItsName(String way, FailureKind kind) throws Exception {
        ConnectionOptions impatient = ConnectionOptions.roundRobin(4).withRequestTimeout(Duration.ofMillis(300));
        RecordingObserver observer = new RecordingObserver();
        try (StubServer server = new StubServer((head, socket) -> misbehave(way, socket))) {
            LoadResult result = run(rolling(50, 200), impatient, observer, server.replica("a"));

            assertThat(result.failures()).containsEntry(kind, 10L);
            assertThat(result.failed()).isEqualTo(10);
            assertThat(result.sent()).isEqualTo(10);
            assertThat(observer.failures()).hasSize(10).allMatch(failure -> failure.kind() == kind);
            assertThat(observer.failures()).extracting(LoadFailure::replicaId).containsOnly("a");
        }
    }

    private static boolean misbehave(String way, Socket socket) throws IOException {
        switch (way) {
            case "close" -> {
                return false;
            }
            case "close midway" -> {
                StubServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
                return false;
            }
            case "reset" -> {
                socket.setSoLinger(true, 0);
                return false;
            }
            case "rubbish" -> StubServer.send(socket, "SSH-2.0-OpenSSH\r\n\r\n");
            case "upgrade" -> StubServer.send(socket, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n");
            case "half" -> StubServer.send(socket, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
            default -> {}
        }
        return true;
    }

    @Test
    void nobodyListeningIsAFailureToConnectAndNothingWasSent() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Replica nobody = new Replica("n", new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

        LoadResult result = run(rolling(200, 200), ConnectionOptions.roundRobin(4), nobody);

        assertThat(result.failures()).containsEntry(FailureKind.CONNECT, 40L);
        assertThat(result.intended()).isEqualTo(40);
        assertThat(result.sent()).isZero();
        assertThat(result.distinctSubjects()).containsEntry("r", 0L);
    }

    @Test
    void whatFindsNoConnectionUntilTheEndIsDroppedAndMakesTheRunInvalid() throws Exception {
        ConnectionOptions one = ConnectionOptions.roundRobin(1)
                .withRequestTimeout(Duration.ofMillis(600))
                .withGrace(Duration.ofMillis(50));
        try (StubServer server = new StubServer((head, socket) -> true)) {
            LoadResult result = run(rolling(100, 200), one, server.replica("a"));

            assertThat(result.intended()).isEqualTo(20);
            assertThat(result.dropped()).isEqualTo(19);
            assertThat(result.failures()).containsEntry(FailureKind.TIMEOUT, 1L);
            assertThat(result.distinctSubjects()).containsEntry("r", 1L);
            assertThat(result.validity())
                    .contains(
                            "19 of 20 requests could not be sent: no connection was free",
                            "rate not achieved: 5.0/s of 100.0/s (limit: 1 % less)");
        }
    }

    @Test
    void withoutAnyReplicaEveryRequestFailsToConnect() throws Exception {
        LoadResult result = run(rolling(100, 100), ConnectionOptions.roundRobin(4));

        assertThat(result.failures()).containsEntry(FailureKind.CONNECT, 10L);
    }

    @Test
    void anObserverThatFailsEndsTheRunAndIsNotTakenForTheServersFault() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            CompletableFuture<LoadRun> run = new CompletableFuture<>();
            LoadObserver observer = responses(response -> {
                throw new IllegalArgumentException("a fault of the test");
            });

            run.complete(start(rolling(100, 60_000), ConnectionOptions.roundRobin(2), observer, server.replica("a")));

            assertThatThrownBy(() -> run.join().result())
                    .isInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessage("a fault of the test");
        }
    }
}
