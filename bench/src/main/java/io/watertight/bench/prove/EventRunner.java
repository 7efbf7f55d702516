package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.RunEvent;
import io.watertight.bench.proof.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Does what the plan says to the system under test while the load is on, each event on a thread of its own, and takes down
 * when it was really done. When the load ends, what has been begun is brought to its end; what has not is left out, and told.
 */
final class EventRunner {

    private static final long END_WITHIN_SECONDS = 60;

    private final List<EventPlan> events;
    private final Fleet fleet;
    private final @Nullable Store store;
    private final Sampler sampler;
    private final EvidenceLog log;
    private final ProofProgress progress;
    private final CountDownLatch loadEnded = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<String> objections = new ConcurrentLinkedQueue<>();

    EventRunner(
            List<EventPlan> events,
            Fleet fleet,
            @Nullable Store store,
            Sampler sampler,
            EvidenceLog log,
            ProofProgress progress) {
        this.events = events;
        this.fleet = fleet;
        this.store = store;
        this.sampler = sampler;
        this.log = log;
        this.progress = progress;
    }

    /** @param loadStartNanos what the plan's times count from */
    void start(long loadStartNanos) {
        for (EventPlan event : events) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("event " + event.text())
                    .start(() -> run(event, loadStartNanos + event.at().toNanos())));
        }
    }

    /** Brings what has been begun to its end; returns when it is there. */
    void finish() throws InterruptedException {
        loadEnded.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(END_WITHIN_SECONDS));
        }
    }

    /** What went wrong, or was never begun, as sentences. */
    List<String> objections() {
        return List.copyOf(objections);
    }

    private void run(EventPlan event, long atNanos) {
        try {
            if (loadEndsBefore(atNanos)) {
                objections.add("The load ended before " + event.text() + ".");
                return;
            }
            progress.phase("event: " + event.text());
            long began = System.nanoTime();
            happen(event, began);
            log.event(new RunEvent(
                    event.text(),
                    new Span(began, System.nanoTime()),
                    event.kind().concernsStore(),
                    event.kind().takesStoreAway()));
        } catch (IOException e) {
            objections.add(event.text() + " failed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void happen(EventPlan event, long began) throws IOException, InterruptedException {
        long endNanos = began + (event.lasting() == null ? 0 : event.lasting().toNanos());
        switch (event.kind()) {
            case RELOAD -> fleet.reload();
            case KILL -> replace(event, fleet.kill(), endNanos);
            case STOP -> replace(event, fleet.stop(), endNanos);
            case REDIS_KILL, REDIS_PAUSE, REDIS_FLUSH, REDIS_RESTART -> {
                sampler.onStoreDisturbed();
                disturb(event.kind(), server(), endNanos);
                sampler.onStoreBack();
            }
        }
    }

    private void replace(EventPlan event, int place, long endNanos) throws IOException, InterruptedException {
        if (place >= 0 && event.lasting() != null) {
            loadEndsBefore(endNanos);
            fleet.startAgain(place);
        }
    }

    private void disturb(EventPlan.Kind kind, RedisServer server, long endNanos)
            throws IOException, InterruptedException {
        switch (kind) {
            case REDIS_KILL -> {
                server.kill();
                loadEndsBefore(endNanos);
                server.startAgain();
            }
            case REDIS_PAUSE -> {
                server.pause();
                loadEndsBefore(endNanos);
                server.resume();
            }
            case REDIS_RESTART -> {
                server.stop();
                server.startAgain();
            }
            default -> server.flush();
        }
    }

    /** Waits for the instant, or for the end of the load if that comes first. */
    private boolean loadEndsBefore(long instantNanos) throws InterruptedException {
        return loadEnded.await(Math.max(0, instantNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private RedisServer server() {
        if (store == null) {
            throw new IllegalStateException("there is no store");
        }
        return store.own();
    }
}
