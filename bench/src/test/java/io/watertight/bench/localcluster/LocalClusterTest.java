package io.watertight.bench.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.hpa.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real processes that do nothing but end when they are told to. */
class LocalClusterTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PodSettings SETTINGS = new PodSettings(
            100, 0, Duration.ofMillis(20), 2, Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofSeconds(20));

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<ReplicaCounts> counts = new CopyOnWriteArrayList<>();
    private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();
    private final CountDownLatch mayFail = new CountDownLatch(1);
    private volatile boolean failing;
    private final LocalCluster cluster;

    LocalClusterTest() throws IOException {
        cluster = new LocalCluster(
                SETTINGS, CpuQuotas.none(), this::start, new Listener(), true, new SplittableRandom(1));
    }

    @AfterEach
    void end() {
        cluster.close();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private Container start(String pod, int restarts, InetSocketAddress address, CpuQuota quota)
            throws IOException, InterruptedException {
        if (failing) {
            told.add("starting " + pod);
            mayFail.await();
            throw new IOException("does not start");
        }
        addresses.put(pod + "/" + restarts, address);
        Process process = new ProcessBuilder("sleep", "600").start();
        return new Sleeping(pod + "/" + restarts, process);
    }

    private final class Sleeping implements Container {
        private final String name;
        private final Process process;

        Sleeping(String name, Process process) {
            this.name = name;
            this.process = process;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public long cpuNanos() {
            return 0;
        }

        @Override
        public long requests() {
            return 0;
        }

        @Override
        public void terminate() {
            told.add("term " + name);
            process.destroy();
        }

        @Override
        public void kill() {
            process.destroyForcibly();
        }

        @Override
        public boolean awaitEnd(Duration atMost) throws InterruptedException {
            return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void onEnded(boolean asked) {
            told.add((asked ? "left " : "died ") + name);
        }
    }

    private final class Listener implements ClusterListener {

        @Override
        public void onEndpoint(Container container) {
            told.add("in " + container.name());
        }

        @Override
        public void onEndpointGone(Container container) {
            told.add("out " + container.name());
        }

        @Override
        public void onReplicas(ReplicaCounts now) {
            counts.add(now);
        }

        @Override
        public void onStartFailure(String pod, Exception cause) {
            told.add("failed " + pod);
        }
    }

    private void scaleTo(int replicas) throws InterruptedException {
        cluster.scale(replicas);
        assertThat(cluster.awaitReady(SOON)).isTrue();
    }

    private void await(String event) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (!told.contains(event)) {
            assertThat(System.nanoTime()).as(event + " in " + told).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private InetSocketAddress address(String incarnation) {
        return Objects.requireNonNull(addresses.get(incarnation), incarnation);
    }

    private List<String> pods() {
        return cluster.pods().stream()
                .filter(pod -> !pod.deleting())
                .map(Pod::name)
                .toList();
    }

    @Test
    void eachPodHasAnAddressOfItsOwnAndTheSamePort() throws Exception {
        // When
        scaleTo(3);
        await("in gw-2/0");

        // Then
        assertThat(addresses.values()).hasSize(3).doesNotHaveDuplicates();
        assertThat(addresses.values())
                .extracting(InetSocketAddress::getPort)
                .containsOnly(address("gw-0/0").getPort());
        assertThat(told).contains("in gw-0/0", "in gw-1/0", "in gw-2/0");
    }

    @Test
    void theNewestGoesFirstAndTheBalancerKnowsBeforeItIsToldTo() throws Exception {
        // Given
        scaleTo(3);
        await("in gw-2/0");

        // When
        cluster.scale(2);
        await("left gw-2/0");

        // Then
        assertThat(told.indexOf("out gw-2/0")).isLessThan(told.indexOf("term gw-2/0"));
        assertThat(pods()).containsExactly("gw-0", "gw-1");
    }

    @Test
    void aProcessThatIsKilledIsStartedAgainInItsPod() throws Exception {
        // Given
        scaleTo(2);

        // When
        assertThat(cluster.kill(Duration.ZERO)).isTrue();
        await("in gw-1/1");

        // Then
        assertThat(told).contains("died gw-1/0");
        assertThat(pods()).containsExactly("gw-0", "gw-1");
        assertThat(addresses.get("gw-1/1")).isEqualTo(addresses.get("gw-1/0"));
    }

    @Test
    void aProcessThatIsAboutToBeKilledIsNotTakenBackThoughItStillAnswers() throws Exception {
        // Given
        scaleTo(2);
        await("in gw-1/0");

        for (int i = 0; i < 20; i++) {
            // When
            told.clear();
            assertThat(cluster.kill(Duration.ZERO)).isTrue();
            await("in gw-1/" + (i + 1));

            // Then
            assertThat(told).startsWith("out gw-1/" + i).doesNotContain("in gw-1/" + i);
        }
    }

    @Test
    void aPodWhoseProcessIsStartedAgainRunsSinceItsFirstStart() throws Exception {
        // Given
        scaleTo(2);
        await("in gw-1/0");
        OptionalLong before = cluster.pods().get(1).startedNanos();

        // When
        assertThat(cluster.kill(Duration.ofMillis(300))).isTrue();
        await("died gw-1/0");
        Pod between = cluster.pods().get(1);
        await("in gw-1/1");

        // Then
        assertThat(between.phase()).isEqualTo(Pod.Phase.RUNNING);
        assertThat(cluster.pods().get(1).startedNanos()).isEqualTo(before).isPresent();
    }

    @Test
    void onesThatDoNotStartAndAreNotWantedAnyMoreTakeNobodyAlong() throws Exception {
        // Given
        scaleTo(2);
        failing = true;
        cluster.scale(4);
        await("starting gw-2");
        await("starting gw-3");
        cluster.scale(2);

        // When
        mayFail.countDown();
        while (cluster.pods().size() > 2) {
            TimeUnit.MILLISECONDS.sleep(5);
        }

        // Then
        assertThat(cluster.desired()).isEqualTo(2);
        assertThat(pods()).containsExactly("gw-0", "gw-1");
    }

    @Test
    void aRolloutWhoseNewPodsDoNotStartLeavesTheOldOnesAndSaysSo() throws Exception {
        // Given
        scaleTo(2);
        failing = true;
        mayFail.countDown();

        // When, Then
        assertThat(cluster.rollOut(SOON)).isFalse();
        assertThat(cluster.desired()).isEqualTo(2);
        assertThat(pods()).containsExactly("gw-0", "gw-1");
    }

    @Test
    void theEldestIsNeverKilled() throws Exception {
        // Given
        scaleTo(3);

        // When, Then
        assertThat(cluster.loseNode(3)).isEqualTo(2);
        await("in gw-3/0");
        await("in gw-4/0");
        assertThat(told).doesNotContain("died gw-0/0");
    }

    @Test
    void theLastOneIsNotKilled() throws Exception {
        // Given
        scaleTo(1);

        // When, Then
        assertThat(cluster.kill(Duration.ZERO)).isFalse();
        assertThat(cluster.loseNode(3)).isZero();
    }

    @Test
    void thePodsOfALostNodeAreGoneAndOthersTakeTheirPlaces() throws Exception {
        // Given
        scaleTo(4);

        // When
        int lost = cluster.loseNode(2);
        assertThat(cluster.awaitReady(SOON)).isTrue();

        // Then
        assertThat(lost).isEqualTo(2);
        await("in gw-5/0");
        assertThat(pods()).hasSize(4).contains("gw-4", "gw-5");
        assertThat(told).noneMatch(event -> event.startsWith("term"));
    }

    @Test
    void aRolloutNeverHasFewerReadyThanDesiredAndNeverMoreThanOneOnTop() throws Exception {
        // Given
        scaleTo(3);
        counts.clear();

        // When
        assertThat(cluster.rollOut(SOON)).isTrue();

        // Then
        assertThat(pods()).containsExactly("gw-3", "gw-4", "gw-5");
        assertThat(counts).allSatisfy(now -> {
            assertThat(now.ready()).isGreaterThanOrEqualTo(3);
            assertThat(now.ready() + now.starting()).isLessThanOrEqualTo(4);
        });
    }

    @Test
    void membersAreAllThatHaveNotEndedWhetherTheyTakeRequestsOrNot() throws Exception {
        // Given
        scaleTo(2);
        List<String> both = new ArrayList<>();
        addresses.values().forEach(address -> both.add(address.getAddress().getHostAddress()));

        // When
        String before = slices();
        cluster.scale(1);
        await("left gw-1/0");
        String after = slices();

        // Then
        assertThat(before).contains(both);
        assertThat(after)
                .contains(address("gw-0/0").getAddress().getHostAddress() + "\"")
                .doesNotContain(address("gw-1/0").getAddress().getHostAddress() + "\"");
    }

    private String slices() throws IOException, InterruptedException {
        URI uri = cluster.api().resolve("/apis/discovery.k8s.io/v1/namespaces/local/endpointslices");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
