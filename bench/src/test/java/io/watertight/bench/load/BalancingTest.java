package io.watertight.bench.load;

import static io.watertight.bench.load.Runs.TOKEN;
import static io.watertight.bench.load.Runs.responses;
import static io.watertight.bench.load.Runs.rolling;
import static io.watertight.bench.load.Runs.run;
import static io.watertight.bench.load.Runs.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Where requests go, as replicas come and go. */
class BalancingTest {
    @Test
    void aBurstIsOnSeveralConnectionsOfOneReplicaAtTheSameTime() throws Exception {
        CyclicBarrier allHere = new CyclicBarrier(8);
        StubServer.Behaviour answersOnlyAllEight = (head, socket) -> {
            allHere.await(10, TimeUnit.SECONDS);
            return StubServer.send(socket, StubServer.OK);
        };
        LoadPlan plan = new LoadPlan(
                List.of(new LoadStream(
                        "hammer", 1, 8, new SubjectMode.PoolUniform(3), RequestTemplate.get("/", TOKEN))),
                RateSchedule.constant(160, Duration.ofMillis(200)),
                "g7",
                1);
        RecordingObserver observer = new RecordingObserver();
        try (StubServer a = new StubServer(answersOnlyAllEight);
                StubServer b = new StubServer(answersOnlyAllEight)) {
            LoadResult result = run(plan, ConnectionOptions.roundRobin(8), observer, a.replica("a"), b.replica("b"));

            assertThat(result.answered()).isEqualTo(32);
            assertThat(a.heads()).hasSize(16);
            assertThat(b.heads()).hasSize(16);
            assertThat(observer.responses().stream()
                            .map(LoadResponse::intendedNanos)
                            .distinct())
                    .hasSize(4);
        }
    }

    @Test
    void aSubjectThatSticksStaysAtOneReplicaAndSurgesThere() throws Exception {
        LoadPlan plan = new LoadPlan(
                List.of(new LoadStream("steady", 1, 1, new SubjectMode.Fixed(), RequestTemplate.get("/", TOKEN))
                        .stuck()
                        .surging(7, 4)),
                RateSchedule.constant(100, Duration.ofMillis(400)),
                "g7",
                1);
        RecordingObserver observer = new RecordingObserver();
        try (StubServer a = StubServer.answering(StubServer.OK);
                StubServer b = StubServer.answering(StubServer.OK)) {
            LoadResult result = run(plan, ConnectionOptions.roundRobin(8), observer, a.replica("a"), b.replica("b"));

            assertThat(result.answered()).isEqualTo(40);
            assertThat(a.heads()).hasSize(40);
            assertThat(b.heads()).isEmpty();
            assertThat(observer.responses().stream()
                            .collect(Collectors.groupingBy(
                                    LoadResponse::intendedNanos, TreeMap::new, Collectors.counting()))
                            .values())
                    .containsExactly(1L, 1L, 1L, 7L, 1L, 1L, 1L, 7L, 1L, 1L, 1L, 7L, 1L, 1L, 1L, 7L);
        }
    }

    @Test
    void aReplicaThatIsAddedGetsItsTurnAndOneThatIsRemovedGetsNoMore() throws Exception {
        List<String> answeredBy = new CopyOnWriteArrayList<>();
        try (StubServer a = StubServer.answering(StubServer.OK);
                StubServer b = StubServer.answering(StubServer.OK)) {
            CompletableFuture<LoadRun> run = new CompletableFuture<>();
            LoadObserver observer = responses(response -> {
                answeredBy.add(response.replicaId());
                if (answeredBy.size() == 20) {
                    run.join().addReplica(b.replica("b"));
                } else if (answeredBy.size() == 60) {
                    run.join().removeReplica("a");
                }
            });

            run.complete(start(rolling(200, 500), ConnectionOptions.roundRobin(4), observer, a.replica("a")));
            LoadResult result = run.join().result();

            assertThat(result.answered()).isEqualTo(100);
            assertThat(result.failed()).isZero();
            assertThat(answeredBy.subList(0, 20)).containsOnly("a");
            assertThat(answeredBy.subList(80, 100)).containsOnly("b");
        }
    }

    @Test
    void requestsThatWaitForARemovedReplicaGoToAnother() throws Exception {
        try (StubServer silent = new StubServer((head, socket) -> true);
                StubServer b = StubServer.answering(StubServer.OK)) {
            CompletableFuture<LoadRun> run = new CompletableFuture<>();
            AtomicInteger answers = new AtomicInteger();
            LoadObserver observer = responses(response -> {
                if (answers.incrementAndGet() == 20) {
                    run.join().removeReplica("silent");
                }
            });
            ConnectionOptions one = ConnectionOptions.roundRobin(1).withRequestTimeout(Duration.ofMillis(700));

            run.complete(start(rolling(100, 500), one, observer, silent.replica("silent"), b.replica("b")));
            LoadResult result = run.join().result();

            assertThat(result.answered()).isEqualTo(49);
            assertThat(result.failures()).containsEntry(FailureKind.TIMEOUT, 1L);
            assertThat(result.dropped()).isZero();
        }
    }

    @Test
    void balancedByConnectionTrafficStaysWhereItsConnectionsAre() throws Exception {
        ConnectionOptions perConnection = ConnectionOptions.roundRobin(1).withBalancing(Balancing.PER_CONNECTION);
        try (StubServer a = StubServer.answering(StubServer.OK);
                StubServer b = StubServer.answering(StubServer.OK)) {
            CompletableFuture<LoadRun> run = new CompletableFuture<>();
            AtomicInteger answers = new AtomicInteger();
            LoadObserver observer = responses(response -> {
                if (answers.incrementAndGet() == 10) {
                    run.join().addReplica(b.replica("b"));
                    run.join().removeReplica("a");
                } else if (answers.get() == 40) {
                    a.stop();
                }
            });

            run.complete(start(rolling(100, 600), perConnection, observer, a.replica("a")));
            LoadResult result = run.join().result();

            // from the 10th answer on a is no target for new connections, but serves on the one it has until it ends it
            assertThat(a.heads()).hasSizeBetween(40, 41);
            assertThat(b.heads()).hasSizeBetween(19, 20);
            assertThat(result.answered() + result.failed()).isEqualTo(60);
        }
    }

    @Test
    void balancedByConnectionNewConnectionsGoToAnyReplica() throws Exception {
        ConnectionOptions oneRequestEach = ConnectionOptions.roundRobin(4)
                .withBalancing(Balancing.PER_CONNECTION)
                .withMaxRequests(1);
        try (StubServer a = StubServer.answering(StubServer.OK);
                StubServer b = StubServer.answering(StubServer.OK)) {
            run(rolling(200, 500), oneRequestEach, a.replica("a"), b.replica("b"));

            assertThat(a.heads()).hasSizeBetween(25, 75);
            assertThat(b.heads()).hasSize(100 - a.heads().size());
        }
    }

    @Test
    void aConnectionIsGivenUpAfterTheRequestsItMayCarry() throws Exception {
        ConnectionOptions tenEach = ConnectionOptions.roundRobin(1).withMaxRequests(10);
        try (StubServer server = StubServer.answering(StubServer.OK)) {
            LoadResult result = run(rolling(200, 200), tenEach, server.replica("a"));

            assertThat(result.answered()).isEqualTo(40);
            assertThat(server.acceptedConnections()).isEqualTo(4);
        }
    }
}
