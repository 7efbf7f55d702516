package io.watertight.bench.load;

import static io.watertight.bench.load.Runs.TOKEN;
import static io.watertight.bench.load.Runs.responses;
import static io.watertight.bench.load.Runs.rolling;
import static io.watertight.bench.load.Runs.run;
import static io.watertight.bench.load.Runs.start;
import static io.watertight.bench.load.Runs.subjectOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whole runs against servers that answer, of a second or so. */
class LoadRunTest {
    @Test
    void everyRequestOfTheScheduleIsSentAndAnswered() throws Exception {
        try (EchoServer server = EchoServer.start(EchoOptions.local().withPlainAnswers())) {
            LoadResult result =
                    run(rolling(400, 500), ConnectionOptions.roundRobin(8), new Replica("echo", server.address()));

            assertThat(result.intended()).isEqualTo(200);
            assertThat(result.sent()).isEqualTo(200);
            assertThat(result.answered()).isEqualTo(200);
            assertThat(result.statuses()).containsExactly(Map.entry(200, 200L));
            assertThat(result.failed()).isZero();
            assertThat(result.dropped()).isZero();
            assertThat(result.unanswered()).isZero();
            assertThat(result.intendedPerSecond()).isEqualTo(400);
            assertThat(result.latency().count()).isEqualTo(200);
            assertThat(result.cpuShare()).isBetween(0.0, 1.0);
        }
    }

    @Test
    void aRehearsalUsesNoSubjectOfThePlan() throws Exception {
        LoadPlan plan = rolling(100, 100);
        Rehearsal.of(plan);
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            run(plan, ConnectionOptions.roundRobin(1), server.replica("a"));

            assertThat(server.heads()).hasSize(10);
            assertThat(subjectOf(server.heads().getFirst())).isEqualTo("r-g7-0");
        }
    }

    @Test
    void rollingSubjectsAreNewEveryTimeAndCountedExactly() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            LoadResult result = run(rolling(500, 400), ConnectionOptions.roundRobin(4), server.replica("a"));

            Set<String> subjects = new HashSet<>();
            server.heads().forEach(head -> subjects.add(subjectOf(head)));
            assertThat(subjects).hasSize(200).contains("r-g7-0", "r-g7-199");
            assertThat(result.distinctSubjects()).containsExactly(Map.entry("r", 200L));
        }
    }

    @Test
    void aMixSendsEveryStreamItsShareAndCountsItsSubjectsExactly() throws Exception {
        LoadPlan plan = new LoadPlan(
                List.of(
                        LoadStream.of("new", 2, new SubjectMode.Rolling(), RequestTemplate.get("/new", TOKEN)),
                        LoadStream.of(
                                "again",
                                1,
                                new SubjectMode.RollingWithRevisit(0.5),
                                RequestTemplate.get("/again", TOKEN)),
                        LoadStream.of("one", 1, new SubjectMode.Fixed(), RequestTemplate.get("/one", TOKEN))),
                RateSchedule.constant(800, Duration.ofMillis(500)),
                "g7",
                11);
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            LoadResult result = run(plan, ConnectionOptions.roundRobin(8), server.replica("a"));

            Set<String> subjects = new HashSet<>();
            server.heads().forEach(head -> subjects.add(subjectOf(head)));
            assertThat(server.heads().stream().filter(head -> head.startsWith("GET /new ")))
                    .hasSize(200);
            assertThat(server.heads().stream().filter(head -> head.startsWith("GET /one ")))
                    .hasSize(100);
            assertThat(result.distinctSubjects())
                    .containsEntry("new", 200L)
                    .containsEntry(
                            "again",
                            subjects.stream()
                                    .filter(s -> s.startsWith("again-"))
                                    .count())
                    .containsEntry("one", 1L);
        }
    }

    @Test
    void aServerThatStallsShowsInTheLatencyOfAllThatWereDueMeanwhile() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        try (StubServer server = new StubServer((head, socket) -> {
            if (requests.incrementAndGet() == 20) {
                assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
            }
            return StubServer.send(socket, StubServer.OK);
        })) {
            LoadResult result = run(rolling(100, 1000), ConnectionOptions.roundRobin(1), server.replica("a"));

            // of the hundred, fifty were due while nothing was answered: they waited 500, 490, 480, ... ms
            assertThat(result.answered()).isEqualTo(100);
            assertThat(slowerThan(result.latency(), 100_000_000)).isGreaterThanOrEqualTo(35);
            assertThat(slowerThan(result.sendLag(), 100_000_000)).isGreaterThanOrEqualTo(34);
            assertThat(slowerThan(result.serviceTime(), 400_000_000)).isBetween(1L, 4L);
        }
    }

    @Test
    void everythingAnObserverNeedsIsInTheResponse() throws Exception {
        RecordingObserver observer = new RecordingObserver();
        try (StubServer server = StubServer.answering(
                head("429 Too Many Requests", "Watertight-Decided-At: 123456789012345", "Retry-After: 7"))) {
            long before = System.nanoTime();
            run(rolling(100, 100), ConnectionOptions.roundRobin(2), observer, server.replica("a"));

            assertThat(observer.responses()).hasSize(10);
            LoadResponse third = observer.responses().get(2);
            assertThat(third.replicaId()).isEqualTo("a");
            assertThat(third.stream()).isZero();
            assertThat(third.subject()).isEqualTo(2);
            assertThat(third.status()).isEqualTo(429);
            assertThat(third.decidedAtNanos()).isEqualTo(123_456_789_012_345L);
            assertThat(third.retryAfterSeconds()).isEqualTo(7);
            assertThat(third.intendedNanos() - before).isGreaterThanOrEqualTo(20_000_000);
            assertThat(third.sentNanos()).isGreaterThanOrEqualTo(third.intendedNanos());
            assertThat(third.doneNanos()).isGreaterThan(third.sentNanos());
        }
    }

    @Test
    void fieldsThatAreAbsentOrNoNumberAreSaidToBeAbsent() throws Exception {
        RecordingObserver observer = new RecordingObserver();
        try (StubServer server =
                StubServer.answering(head("503 Service Unavailable", "Retry-After: Sun, 22 Nov 2026 08:00:00 GMT"))) {
            run(rolling(100, 10), ConnectionOptions.roundRobin(1), observer, server.replica("a"));

            assertThat(observer.responses().getFirst().decidedAtNanos()).isEqualTo(LoadResponse.ABSENT);
            assertThat(observer.responses().getFirst().retryAfterSeconds()).isEqualTo(LoadResponse.ABSENT);
        }
    }

    @Test
    void informationalResponsesAreNoAnswers() throws Exception {
        try (StubServer server =
                StubServer.answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")) {
            LoadResult result = run(rolling(100, 100), ConnectionOptions.roundRobin(1), server.replica("a"));

            assertThat(result.statuses()).containsExactly(Map.entry(204, 10L));
        }
    }

    @Test
    void headAndBodiesGoOverKeptConnections() throws Exception {
        LoadPlan plan = new LoadPlan(
                List.of(
                        LoadStream.of(
                                "h", 1, new SubjectMode.Fixed(), new RequestTemplate("HEAD", "/h", 0, null, null)),
                        LoadStream.of(
                                "p",
                                1,
                                new SubjectMode.Fixed(),
                                new RequestTemplate("POST", "/p", 50_000, "api.example", null))),
                RateSchedule.constant(200, Duration.ofMillis(200)),
                "g7",
                1);
        try (StubServer server = new StubServer((head, socket) -> StubServer.send(
                socket, head.startsWith("HEAD") ? "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" : StubServer.OK))) {
            LoadResult result = run(plan, ConnectionOptions.roundRobin(1), server.replica("a"));

            assertThat(result.statuses()).containsExactly(Map.entry(200, 40L));
            assertThat(server.acceptedConnections()).isEqualTo(1);
            assertThat(server.heads().stream().filter(head -> head.startsWith("POST /p ")))
                    .hasSize(20)
                    .allMatch(head -> head.contains("\r\nHost: api.example\r\n"))
                    .allMatch(head -> head.length() - head.indexOf("\r\n\r\n") == 50_004);
        }
    }

    @Test
    void aServerThatSaysCloseGetsNoFurtherRequestOnThatConnection() throws Exception {
        String lastAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        try (StubServer server = StubServer.answering(lastAnswer)) {
            LoadResult result = run(rolling(100, 300), ConnectionOptions.roundRobin(3), server.replica("a"));

            assertThat(result.statuses()).containsExactly(Map.entry(200, 30L));
            // one or two more may have been opened for a request that found another sooner
            assertThat(server.acceptedConnections()).isBetween(30, 33);
        }
    }

    @Test
    void aRunThatIsStoppedTellsWhatWasSeenSoFar() throws Exception {
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            CompletableFuture<LoadRun> run = new CompletableFuture<>();
            LoadObserver observer = responses(response -> {
                if (response.subject() == 9) {
                    run.join().stop();
                }
            });

            run.complete(start(rolling(100, 600_000), ConnectionOptions.roundRobin(1), observer, server.replica("a")));
            LoadResult result = run.join().result();

            assertThat(result.answered()).isBetween(10L, 100L);
            assertThat(result.intended()).isEqualTo(result.answered() + result.dropped());
            assertThat(result.elapsed()).isBetween(Duration.ofMillis(90), Duration.ofSeconds(20));
            assertThat(result.validity()).anyMatch(reason -> reason.matches("stopped after [0-9.]+ s of 600\\.0 s"));
        }
    }

    @Test
    void progressIsToldOnceASecond() throws Exception {
        List<LoadProgress> told = new CopyOnWriteArrayList<>();
        try (StubServer server = StubServer.answering(StubServer.OK);
                LoadRun run = LoadRun.start(
                        rolling(100, 1100),
                        ConnectionOptions.roundRobin(2),
                        List.of(server.replica("a")),
                        LoadObserver.none(),
                        told::add)) {
            run.result();

            assertThat(told).isNotEmpty();
            assertThat(told.getFirst().elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(told.getFirst().sent()).isBetween(1L, 110L);
            assertThat(told.getFirst().p99LatencyNanos()).isPositive();
        }
    }

    private static String head(String status, String... fields) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    private static long slowerThan(Distribution distribution, long nanos) {
        return distribution.toHistogram().getCountBetweenValues(nanos, Distribution.MAX_NANOS);
    }
}
