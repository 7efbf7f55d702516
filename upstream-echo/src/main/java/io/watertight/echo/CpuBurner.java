package io.watertight.echo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Spends CPU time beside the event loops, so that a request which asks for it delays only those that do as well. A fixed
 * number of threads and a bounded queue. Thread-safe.
 */
final class CpuBurner implements AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final LongSupplier ownCpuNanos;

    CpuBurner(int threads, int maxWaiting) {
        AtomicInteger count = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(maxWaiting), task -> {
                    Thread thread = new Thread(task, "echo-burn-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        ThreadMXBean threadTimes = ManagementFactory.getThreadMXBean();
        // a wall clock would burn less than asked for whenever the thread is not running
        ownCpuNanos =
                threadTimes.isCurrentThreadCpuTimeSupported() ? threadTimes::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Spends the time, then runs {@code then} on the burning thread; false where too many wait already. */
    boolean burn(long nanos, Runnable then) {
        try {
            executor.execute(() -> {
                long end = ownCpuNanos.getAsLong() + nanos;
                while (ownCpuNanos.getAsLong() - end < 0) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    Thread.onSpinWait();
                }
                then.run();
            });
            return true;
        } catch (RejectedExecutionException tooManyWait) {
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
