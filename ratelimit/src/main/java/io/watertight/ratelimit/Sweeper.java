package io.watertight.ratelimit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A task that is repeated until it is cancelled, on the one thread that sweeps all flat stores of the process. The thread
 * starts with the first store and never ends.
 */
final class Sweeper {

    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bucket-sweeper").factory());

    private final LongSupplier task;
    private final long pauseAfterFailureNanos;
    private volatile boolean cancelled;

    /**
     * Starts to repeat a task.
     *
     * @param task returns how long to pause before the next time, in nanoseconds
     * @param pauseNanos before the first time, and after a failure. What a task throws goes to the thread's handler of
     *     uncaught exceptions, and the task is repeated all the same: a cleanup that ends at its first failure is a leak
     */
    static Sweeper start(LongSupplier task, long pauseNanos) {
        Sweeper sweeper = new Sweeper(task, pauseNanos);
        sweeper.repeatAfter(pauseNanos);
        return sweeper;
    }

    private Sweeper(LongSupplier task, long pauseAfterFailureNanos) {
        this.task = task;
        this.pauseAfterFailureNanos = pauseAfterFailureNanos;
    }

    private void repeatAfter(long pauseNanos) {
        THREAD.schedule(this::run, pauseNanos, TimeUnit.NANOSECONDS);
    }

    private void run() {
        if (cancelled) {
            return;
        }
        long pauseNanos = pauseAfterFailureNanos;
        try {
            pauseNanos = task.getAsLong();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        } finally {
            repeatAfter(pauseNanos);
        }
    }

    /** Has the task run no more, but for once more if it is running. */
    void cancel() {
        cancelled = true;
    }
}
