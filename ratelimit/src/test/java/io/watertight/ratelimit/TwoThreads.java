package io.watertight.ratelimit;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs two tasks at once, and something else for as long as they run. */
final class TwoThreads {

    private TwoThreads() {}

    static <T> List<T> run(Callable<T> one, Callable<T> two) throws Exception {
        return run(one, two, Thread::onSpinWait);
    }

    /** Repeats the third task on the calling thread until the two have ended. */
    static <T> List<T> run(Callable<T> one, Callable<T> two, Runnable meanwhile) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<T> first = threads.submit(one);
            Future<T> second = threads.submit(two);
            while (!first.isDone() || !second.isDone()) {
                meanwhile.run();
            }
            return List.of(first.get(), second.get());
        }
    }
}
