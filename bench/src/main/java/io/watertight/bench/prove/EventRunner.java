package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.RunEvent;
import io.watertight.bench.proof.Span;
import java.io.IOException;
import java.time.Duration;
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
            case KILL -> kill(event);
            case DELETE -> fleet.cluster().delete();
            case LOSE_NODE -> loseNode(event);
            case SCALE -> fleet.cluster().scale(event.count());
            case ROLLOUT -> rollOut(event);
            case REDIS_KILL, REDIS_PAUSE, REDIS_FLUSH, REDIS_RESTART -> {
                sampler.onStoreDisturbed();
                disturb(event.kind(), server(), endNanos);
                sampler.onStoreBack();
            }
        }
    }

    private void kill(EventPlan event) throws InterruptedException {
        if (!fleet.cluster().kill(event.lasting() == null ? Duration.ZERO : event.lasting())) {
            objections.add("There was only one gateway at " + event.text() + ".");
        }
        awaitReady();
    }

    private void loseNode(EventPlan event) throws InterruptedException {
        int lost = fleet.cluster().loseNode(event.count());
        if (lost < event.count()) {
            objections.add("There were only " + lost + " gateways to lose at " + event.text() + ".");
        }
        awaitReady();
    }

    /** What was done lasts until there are as many gateways as there shall be. */
    private void awaitReady() throws InterruptedException {
        fleet.cluster().awaitReady(Duration.ofSeconds(END_WITHIN_SECONDS / 2));
    }

    private void rollOut(EventPlan event) throws InterruptedException {
        if (!fleet.rollOut()) {
            objections.add("A gateway was not ready in time at " + event.text() + ".");
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
