package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** A scheduler that goes by a manual clock: it moves the clock, and runs on the way what is due, at the instant it is due. */
final class ManualScheduler implements Scheduler {

    private final ManualClock clock;
    private final List<Task> tasks = new ArrayList<>();

    private record Task(long atNanos, Executor executor, Runnable command, CompletableFuture<Void> done) {

        void run() {
            executor.execute(command);
            done.complete(null);
        }
    }

    ManualScheduler(ManualClock clock) {
        this.clock = clock;
    }

    @Override
    public Future<?> schedule(Executor executor, Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(clock.nanoTime() + unit.toNanos(delay), executor, command, new CompletableFuture<>());
        tasks.add(task);
        return task.done();
    }

    /** Moves the clock, and shows each instant that something is due at to a witness before it is run. */
    void advance(long nanos, LongConsumer beforeTask) {
        long until = clock.nanoTime() + nanos;
        while (true) {
            tasks.removeIf(task -> task.done().isDone());
            Task next =
                    tasks.stream().min(Comparator.comparingLong(Task::atNanos)).orElse(null);
            if (next == null || next.atNanos() > until) {
                break;
            }
            clock.advance(next.atNanos() - clock.nanoTime());
            beforeTask.accept(clock.nanoTime());
            next.run();
        }
        clock.advance(until - clock.nanoTime());
    }
}
