package io.watertight.bench.k6;

import io.watertight.bench.balance.ConnectionBalancer;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A scenario under way in k6, behind a balancer: a replica that is added gets new connections, one that is removed keeps those
 * it has until either side ends them. Thread-safe.
 */
public final class K6Load implements RunningLoad {
    /** Until k6 has read the scripts and made its users. */
    private static final Duration READY = Duration.ofSeconds(60);

    /** From being asked to end to having ended, summary and page included. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final K6Plan plan;
    private final ConnectionBalancer balancer;
    private final EvidenceTally evidence;
    private final WallClock clock;
    private final ManagedProcess process;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("k6 progress").factory());
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();
    private final CpuShare cpu;
    private boolean stopped;

    private K6Load(
            K6Plan plan, ConnectionBalancer balancer, EvidenceTally evidence, WallClock clock, ManagedProcess process) {
        this.plan = plan;
        this.balancer = balancer;
        this.evidence = evidence;
        this.clock = clock;
        this.process = process;
        cpu = new CpuShare(process.pid());
    }

    /**
     * Starts k6, and returns when it begins to send.
     *
     * @param replicas where connections may go at first
     * @param observer told of every request, on one thread; must not block. Instants are those of the wall clock, put on the
     *     monotonic one and widened by what that may be wrong
     * @param progress called once a second, on another thread
     * @throws IOException if k6 does not start; the message has its last words
     */
    public static K6Load start(
            K6Plan plan, List<Replica> replicas, LoadObserver observer, Consumer<LoadProgress> progress)
            throws IOException, InterruptedException {
        Files.deleteIfExists(plan.summary());
        ConnectionBalancer balancer =
                ConnectionBalancer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), plan.seed());
        try {
            replicas.forEach(replica -> balancer.add(replica.id(), replica.address()));
            WallClock clock = WallClock.system();
            EvidenceTally evidence = new EvidenceTally(plan.streams(), clock, observer);
            ManagedProcess process = ManagedProcess.start(
                    new Launch("k6", Command.of(plan, balancer.address()), plan.log()), evidence::take);
            try {
                process.awaitReady(READY);
                K6Load load = new K6Load(plan, balancer, evidence, clock, process);
                load.follow(progress);
                return load;
            } catch (IOException | InterruptedException | RuntimeException failure) {
                process.close();
                throw failure;
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            balancer.close();
            throw failure;
        }
    }

    private void follow(Consumer<LoadProgress> progress) {
        long start = System.nanoTime();
        var _ = ticks.scheduleAtFixedRate(
                () -> {
                    cpu.read();
                    clock.check();
                    progress.accept(evidence.progress(Duration.ofNanos(System.nanoTime() - start)));
                    if (evidence.thrown().isPresent()) {
                        stop();
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        Thread.ofPlatform().daemon().name("end of k6").start(this::awaitEnd);
    }

    private void awaitEnd() {
        try {
            int exitCode = process.awaitEnd();
            ticks.shutdownNow();
            clock.check();
            Optional<Throwable> thrown = evidence.thrown();
            if (thrown.isPresent()) {
                result.completeExceptionally(thrown.get());
            } else {
                result.complete(Outcome.of(plan, exitCode, evidence, clock, cpu));
            }
        } catch (InterruptedException | RuntimeException failure) {
            result.completeExceptionally(failure);
        }
    }

    @Override
    public void addReplica(Replica replica) {
        balancer.add(replica.id(), replica.address());
    }

    /** Connections that exist stay until either side ends them. */
    @Override
    public void removeReplica(String replicaId) {
        balancer.remove(replicaId);
    }

    /** Interrupts k6, which ends in order and still writes its summary; kills it where it does not. */
    @Override
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            process.interrupt();
            var _ = ticks.schedule(process::close, GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (IOException | RejectedExecutionException ended) {
            // nothing is sent any more, so it makes no difference
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public LoadResult result() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the run failed: " + failed.getCause(), failed.getCause());
        }
    }

    @Override
    public void close() {
        process.close();
        ticks.shutdownNow();
        balancer.close();
    }
}
