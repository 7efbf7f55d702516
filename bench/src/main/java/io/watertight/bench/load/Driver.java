package io.watertight.bench.load;

import io.netty.channel.ManualIoEventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The generator's thread: sends what is due, does the I/O that is ready, sleeps in the kernel until either. It owns the event
 * loop instead of being a task on one, so that a request which is due is not queued behind timers, and the CPU time of the
 * thread is the cost of the generator.
 */
final class Driver {
    /** Requests dispatched before I/O has its turn: a generator that is late must not stop reading answers. */
    private static final int MAX_DISPATCHES_PER_TURN = 64;

    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long NOT_STOPPED = -1;

    private final LoadPlan plan;
    private final ConnectionOptions options;
    private final ManualIoEventLoop eventLoop;
    private final GuardedObserver observer;
    private final Consumer<LoadProgress> progress;
    private final LongSupplier clock = System::nanoTime;
    private final Scorekeeper score;
    private final Router router;
    private final Pacer pacer;
    private final long endAt;
    private final SubjectSequence[] subjects;

    private long startNanos;
    private long stoppedAt = NOT_STOPPED;
    private volatile boolean stopRequested;

    Driver(
            LoadPlan plan,
            ConnectionOptions options,
            ManualIoEventLoop eventLoop,
            LoadObserver observer,
            Consumer<LoadProgress> progress) {
        this.plan = plan;
        this.options = options;
        this.eventLoop = eventLoop;
        this.observer = new GuardedObserver(observer);
        this.progress = progress;
        score = new Scorekeeper(plan, this.observer, clock);
        int streams = plan.streams().size();
        RequestEncoder[] encoders = new RequestEncoder[streams];
        Arrays.setAll(encoders, stream -> new RequestEncoder(plan, stream, () -> System.currentTimeMillis() / 1000));
        subjects = new SubjectSequence[streams];
        Arrays.setAll(
                subjects,
                stream -> SubjectSequence.of(plan.streams().get(stream).subjects(), plan.seed() + stream));
        pacer = new Pacer(plan);
        endAt = plan.schedule().duration().toNanos();
        router = new Router(
                options, new NettyConnector(eventLoop, options, encoders, score, clock), score, ~plan.seed());
    }

    Router router() {
        return router;
    }

    /** Ends the run early; from any thread. */
    void requestStop() {
        stopRequested = true;
        eventLoop.wakeup();
    }

    /**
     * Runs the plan to its end on the current thread, which must own the event loop. Instants named {@code at} count from the
     * start.
     */
    LoadResult drive() {
        ThreadMXBean threadTimes = ManagementFactory.getThreadMXBean();
        long cpuBefore = threadTimes.getCurrentThreadCpuTime();
        startNanos = clock.getAsLong();
        score.endsAt(startNanos + endAt);
        long sweepAt = SWEEP_NANOS;
        long progressAt = PROGRESS_NANOS;
        long at = 0;
        while (!isOver(at)) {
            dispatchDue(at);
            if (at >= sweepAt) {
                sweepAt = at + SWEEP_NANOS;
                router.failSentBefore(startNanos + at - options.requestTimeout().toNanos());
            }
            if (at >= progressAt) {
                progressAt += PROGRESS_NANOS;
                LoadProgress soFar = score.progress(Duration.ofNanos(at), router.waiting());
                observer.guard(() -> progress.accept(soFar));
            }
            awaitIo(Math.min(sweepAt, progressAt));
            at = at();
        }
        double cpuShare = (double) (threadTimes.getCurrentThreadCpuTime() - cpuBefore) / Math.max(1, at);
        LoadResult result =
                score.result(plan.schedule().duration(), Duration.ofNanos(isStopped() ? stoppedAt : endAt), cpuShare);
        close();
        Throwable thrown = observer.thrown();
        if (thrown != null) {
            throw new IllegalStateException("the observer of the run failed", thrown);
        }
        return result;
    }

    private long at() {
        return clock.getAsLong() - startNanos;
    }

    private boolean isStopped() {
        return stoppedAt != NOT_STOPPED;
    }

    private boolean isOver(long at) {
        long graceNanos = options.grace().toNanos();
        if (!isStopped() && (stopRequested || observer.thrown() != null)) {
            stoppedAt = Math.clamp(at, 1, endAt);
            router.dropWaiting();
        }
        if (isStopped()) {
            return score.inFlight() == 0 || at >= stoppedAt + graceNanos;
        }
        if (at >= endAt + graceNanos) {
            dropUndispatched();
            router.dropWaiting();
        }
        return at >= endAt && isExhausted() && score.inFlight() == 0 && router.waiting() == 0;
    }

    private boolean isExhausted() {
        return pacer.nextNanos() == Long.MAX_VALUE;
    }

    private void dispatchDue(long at) {
        for (int i = 0; i < MAX_DISPATCHES_PER_TURN && pacer.nextNanos() <= at && !isStopped(); i++) {
            int stream = pacer.nextStream();
            int burst = pacer.nextBurst();
            long intendedNanos = startNanos + pacer.nextNanos();
            pacer.advance();
            score.onDispatched(intendedNanos, burst);
            router.submit(stream, burst, plan.streams().get(stream).sticky(), subjects[stream].next(), intendedNanos);
        }
    }

    private void dropUndispatched() {
        for (; !isExhausted(); pacer.advance()) {
            score.onUndispatched(pacer.nextBurst());
        }
    }

    private void awaitIo(long untilAt) {
        long waitNanos = Math.min(untilAt, isStopped() ? Long.MAX_VALUE : pacer.nextNanos()) - at();
        // 0 would mean: for ever
        eventLoop.run(waitNanos > 0 ? waitNanos : -1);
    }

    private void close() {
        observer.mute();
        router.close();
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(closed -> {});
        while (!eventLoop.isTerminated()) {
            eventLoop.runNow();
        }
    }
}
