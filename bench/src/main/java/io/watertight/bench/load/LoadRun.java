package io.watertight.bench.load;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * A plan under way, on a thread of its own. Thread-safe.
 *
 * <pre>
 * try (LoadRun run = LoadRun.start(plan, options, replicas, observer, progress -> {})) {
 *     run.addReplica(another);
 *     LoadResult result = run.result();
 * }
 * </pre>
 */
public final class LoadRun implements RunningLoad {
    private final ManualIoEventLoop eventLoop;
    private final Driver driver;
    private final CompletableFuture<LoadResult> result = new CompletableFuture<>();

    private LoadRun(
            LoadPlan plan,
            ConnectionOptions options,
            List<Replica> replicas,
            LoadObserver observer,
            Consumer<LoadProgress> progress) {
        IoHandlerFactory io = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        eventLoop = new ManualIoEventLoop(null, io);
        driver = new Driver(plan, options, eventLoop, observer, progress);
        replicas.forEach(driver.router()::add);
    }

    /**
     * Starts sending.
     *
     * @param replicas where to; may be empty, and change while the run is under way
     * @param observer told of every outcome, on the thread of the generator
     * @param progress called once a second, on the thread of the generator; must return at once
     */
    public static LoadRun start(
            LoadPlan plan,
            ConnectionOptions options,
            List<Replica> replicas,
            LoadObserver observer,
            Consumer<LoadProgress> progress) {
        LoadRun run = new LoadRun(plan, options, replicas, observer, progress);
        Thread thread = new DefaultThreadFactory("load-" + plan.generatorId(), true).newThread(run::drive);
        run.eventLoop.setOwningThread(thread);
        thread.start();
        return run;
    }

    @Override
    public void addReplica(Replica replica) {
        whileUnderWay(() -> driver.router().add(replica));
    }

    /** With {@link Balancing#PER_CONNECTION} connections stay until either side ends them; otherwise they end, each after its answer. */
    @Override
    public void removeReplica(String replicaId) {
        whileUnderWay(() -> driver.router().remove(replicaId));
    }

    @Override
    public void stop() {
        driver.requestStop();
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
        stop();
    }

    private void whileUnderWay(Runnable change) {
        try {
            eventLoop.execute(change);
        } catch (RejectedExecutionException ended) {
            // nothing is sent any more, so it makes no difference
        }
    }

    private void drive() {
        try {
            result.complete(driver.drive());
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }
}
