package io.watertight.ratelimit;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The one thread that sweeps all flat stores of the process, in real time. It starts with the first store, and never ends. */
final class Sweeper {

    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bucket-sweeper").factory());

    private Sweeper() {}

    /**
     * Repeats a task until the result is cancelled. What it throws goes to the thread's handler of uncaught exceptions, and
     * the task is repeated all the same: a cleanup that ends at its first failure is a leak.
     */
    static ScheduledFuture<?> repeat(Runnable task, long pauseNanos) {
        return THREAD.scheduleWithFixedDelay(() -> runSafely(task), pauseNanos, pauseNanos, TimeUnit.NANOSECONDS);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
