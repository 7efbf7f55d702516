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
public final class LoadRun implements AutoCloseable {
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

    /** From now on new connections may go there. Has no effect where a replica of that id is there already. */
    public void addReplica(Replica replica) {
        whileUnderWay(() -> driver.router().add(replica));
    }

    /**
     * From now on no new connection goes there. With {@link Balancing#PER_CONNECTION} those that exist stay until either side
     * ends them; otherwise they end, each after the answer it waits for.
     */
    public void removeReplica(String replicaId) {
        whileUnderWay(() -> driver.router().remove(replicaId));
    }

    /** Ends the run early: nothing more is sent, and requests under way have the grace to be answered. */
    public void stop() {
        driver.requestStop();
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if the observer, or the generator itself, failed
     */
    public LoadResult result() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the run failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** Stops the run if it is still under way. */
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
