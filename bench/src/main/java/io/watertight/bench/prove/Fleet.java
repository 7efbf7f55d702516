package io.watertight.bench.prove;

import io.watertight.bench.control.Fault;
import io.watertight.bench.hpa.ControllerOptions;
import io.watertight.bench.hpa.Decision;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import io.watertight.bench.localcluster.AutoscalerLoop;
import io.watertight.bench.localcluster.ClusterListener;
import io.watertight.bench.localcluster.Container;
import io.watertight.bench.localcluster.CpuQuota;
import io.watertight.bench.localcluster.CpuQuotas;
import io.watertight.bench.localcluster.LocalCluster;
import io.watertight.bench.localcluster.PodSettings;
import io.watertight.bench.localcluster.ReplicaCounts;
import io.watertight.bench.proof.EvidenceLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The gateways of a run, in the pods of a local cluster, as they come and go: a fixed number of them, or as many as the
 * autoscaler wants. The load follows: it is told of whoever may get connections, and of whoever may not any more. Thread-safe.
 */
final class Fleet implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(90);

    /** For pods that nobody describes: told to end at once, since the balancer hears of it at once too. */
    private static final PodSettings PLAIN_PODS = new PodSettings(
            1000, 0, Duration.ofMillis(50), 3, Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(10));

    private final ProofPlan plan;
    private final GatewayFiles files;
    private final EvidenceLog log;
    private final DecisionRecorder recorder;
    private final InetSocketAddress upstream;
    private final @Nullable Store store;
    private final LedgerClient ledgers = new LedgerClient();
    private final CpuQuotas quotas;
    private final LocalCluster cluster;
    private final List<GatewayReplica> all = new CopyOnWriteArrayList<>();
    private final Map<Container, Replica> targets = new LinkedHashMap<>();
    private final Queue<ReplicaCounts> counts = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private volatile @Nullable Calibration calibration;
    private @Nullable Thread scaler;
    private @Nullable RunningLoad load;
    private final AtomicInteger version = new AtomicInteger();

    /** @throws IOException if there is no free port */
    Fleet(
            ProofPlan plan,
            GatewayFiles files,
            EvidenceLog log,
            DecisionRecorder recorder,
            InetSocketAddress upstream,
            @Nullable Store store)
            throws IOException {
        this.plan = plan;
        this.files = files;
        this.log = log;
        this.recorder = recorder;
        this.upstream = upstream;
        this.store = store;
        AutoscalePlan scaling = plan.autoscale();
        this.quotas = scaling == null ? CpuQuotas.none() : CpuQuotas.find();
        this.cluster = new LocalCluster(
                scaling == null ? PLAIN_PODS : scaling.profile().pods(),
                quotas,
                this::startGateway,
                new Endpoints(),
                plan.fault() != Fault.LEAVER_COUNTED,
                new SplittableRandom(plan.seed()));
    }

    /**
     * Starts as many as the plan says, and waits until all of them are ready.
     *
     * @throws IOException if one does not start
     */
    void start() throws IOException, InterruptedException {
        cluster.scale(plan.replicas());
        boolean inTime = cluster.awaitReady(READY);
        if (!failures.isEmpty()) {
            throw new IOException(failures.peek());
        }
        if (!inTime) {
            throw new IOException(
                    "not every gateway was ready after " + READY.toSeconds() + " s; see " + plan.directory());
        }
    }

    private Container startGateway(String pod, int restarts, InetSocketAddress address, CpuQuota quota)
            throws IOException, InterruptedException {
        String name = restarts == 0 ? pod : pod + "." + restarts;
        int number = log.addReplica(name);
        recorder.know(name, number);
        GatewayReplica started = GatewayReplica.start(
                plan,
                log,
                name,
                number,
                files.writeConfig(name, address, cluster.api(), upstream, store, version.get()),
                files.obituary(name),
                quota,
                ledgers);
        all.add(started);
        return started;
    }

    /** Who may get connections. The cluster calls one method at a time, under its own monitor: nothing here waits. */
    private final class Endpoints implements ClusterListener {
        private int members;
        private int leaving;
        private boolean settling;

        @Override
        public void onEndpoint(Container container) {
            synchronized (targets) {
                Replica target = ((GatewayReplica) container).target();
                targets.put(container, target);
                if (load != null) {
                    load.addReplica(target);
                }
            }
        }

        @Override
        public void onEndpointGone(Container container) {
            synchronized (targets) {
                if (targets.remove(container) != null && load != null) {
                    load.removeReplica(container.name());
                }
            }
        }

        @Override
        public void onReplicas(ReplicaCounts now) {
            counts.add(now);
            // who is told to end gives its share up before it is gone, and who starts is ready once it has one
            boolean starting = now.starting() > 0;
            if (now.all() != members || now.terminating() != leaving || starting != settling) {
                members = now.all();
                leaving = now.terminating();
                settling = starting;
                log.membershipChanged(now.atNanos(), settling);
            }
        }

        @Override
        public void onStartFailure(String pod, Exception cause) {
            failures.add(pod + ": " + cause.getMessage());
        }
    }

    /** Starts the load where it may go now; from then on it is told of changes. */
    RunningLoad follow(LoadStarter starter) throws IOException, InterruptedException {
        synchronized (targets) {
            RunningLoad started = starter.start(List.copyOf(targets.values()));
            load = started;
            return started;
        }
    }

    /** Starts a load. */
    interface LoadStarter {
        /** Starts it towards those. */
        RunningLoad start(List<Replica> targets) throws IOException, InterruptedException;
    }

    /** Once the load has warmed up there are as many as the autoscaler wants, if the plan has one. */
    void beginScaling() {
        AutoscalePlan scaling = plan.autoscale();
        if (scaling != null) {
            scaler = Thread.ofPlatform().daemon().name("calibration").start(() -> scaleOnceWarm(scaling));
        }
    }

    private void scaleOnceWarm(AutoscalePlan scaling) {
        try {
            Duration half = plan.warmUp().dividedBy(2);
            TimeUnit.NANOSECONDS.sleep(half.toNanos());
            Calibration found = scaling.capacity() > 0
                    ? Calibration.given(scaling)
                    : Calibration.measured(scaling, plan.rate(), cluster, half);
            calibration = found;
            cluster.request(found.requestMilli());
            AutoscalerLoop loop = new AutoscalerLoop(
                    cluster,
                    scaling.profile().autoscalerFor(found.capacity()),
                    ControllerOptions.DEFAULTS.scaled(scaling.time()),
                    decisions::add);
            loop.run();
        } catch (IOException e) {
            failures.add("What a request takes could not be measured: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on there are as many as there are. */
    void endScaling() throws InterruptedException {
        Thread running = scaler;
        if (running != null) {
            running.interrupt();
            running.join();
        }
    }

    /** How they were scaled; null where their number stays, or the load ended before. */
    @Nullable
    Scaling scaling() {
        AutoscalePlan scaling = plan.autoscale();
        Calibration found = calibration;
        return scaling == null || found == null
                ? null
                : new Scaling(scaling, found, List.copyOf(counts), List.copyOf(decisions), quotas.words());
    }

    /** What did not start, and why, as sentences. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** All incarnations there have been, in the order in which they listened first. */
    List<GatewayReplica> all() {
        return all;
    }

    LocalCluster cluster() {
        return cluster;
    }

    /** Replaces all of them by others with a configuration that says the same in other words. */
    boolean rollOut() throws InterruptedException {
        version.incrementAndGet();
        return cluster.rollOut(READY);
    }

    /** Writes every configuration again, saying the same in other words. */
    void reload() throws IOException {
        version.incrementAndGet();
        for (GatewayReplica replica : living()) {
            files.writeConfig(
                    replica.name(), replica.target().address(), cluster.api(), upstream, store, version.get());
        }
    }

    List<GatewayReplica> living() {
        return all.stream().filter(replica -> !replica.isGone()).toList();
    }

    /** Asks all that are left to leave, and takes down what they say last. */
    void stopAll() throws InterruptedException {
        cluster.scale(0);
        cluster.awaitEmpty();
    }

    /** User and system time of all that have been, those that are gone as far as it was read last. */
    long cpuNanos() {
        long sum = 0;
        for (GatewayReplica replica : all) {
            sum += replica.lastKnownCpuNanos();
        }
        return sum;
    }

    /** From exec to the ready line, of all incarnations. */
    List<Duration> startTimes() {
        return new ArrayList<>(all.stream().map(GatewayReplica::startTime).toList());
    }

    @Override
    public void close() {
        cluster.close();
        all.forEach(GatewayReplica::close);
    }
}
