package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.RunEvent;
import io.watertight.bench.proof.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does what the plan says to the system under test while the load is on, on a thread of its own, and takes down when it was
 * really done. When the load ends, what has been begun is brought to its end; what has not is left out, and told.
 */
final class EventRunner {

    private static final long END_WITHIN_SECONDS = 60;

    private final List<Step> steps = new ArrayList<>();
    private final Fleet fleet;
    private final @Nullable Store store;
    private final Sampler sampler;
    private final EvidenceLog log;
    private final ProofProgress progress;
    private final CountDownLatch loadEnded = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().daemon().name("events").unstarted(this::run);
    private long startNanos;
    private volatile @Nullable String failure;
    private final AtomicInteger leftOut = new AtomicInteger();

    /** One event under way. */
    private static final class Happening {
        private final EventPlan plan;
        private long beganNanos;
        private boolean begun;
        private int place = -1;

        private Happening(EventPlan plan) {
            this.plan = plan;
        }
    }

    /** The beginning or the end of one. */
    private record Step(Duration at, Happening of, boolean ends) {}

    EventRunner(
            List<EventPlan> events,
            Fleet fleet,
            @Nullable Store store,
            Sampler sampler,
            EvidenceLog log,
            ProofProgress progress) {
        this.fleet = fleet;
        this.store = store;
        this.sampler = sampler;
        this.log = log;
        this.progress = progress;
        for (EventPlan event : events) {
            Happening happening = new Happening(event);
            steps.add(new Step(event.at(), happening, false));
            steps.add(new Step(event.end(), happening, true));
        }
        steps.sort(Comparator.comparing(Step::at));
    }

    /** @param loadStartNanos what the plan's times count from */
    void start(long loadStartNanos) {
        startNanos = loadStartNanos;
        thread.start();
    }

    /** Brings what has been begun to its end; returns when it is there. */
    void finish() throws InterruptedException {
        loadEnded.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(END_WITHIN_SECONDS));
    }

    /** What went wrong, or was never begun, as sentences. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        if (failure != null) {
            objections.add("An event failed: " + failure);
        }
        if (leftOut.get() > 0) {
            objections.add("The load ended before " + leftOut.get() + " of the events began.");
        }
        return objections;
    }

    private void run() {
        try {
            for (Step step : steps) {
                long waitNanos = startNanos + step.at().toNanos() - System.nanoTime();
                boolean early = !loadEnded.await(Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
                if (step.ends()) {
                    end(step.of());
                } else if (early) {
                    begin(step.of());
                } else {
                    leftOut.incrementAndGet();
                }
            }
        } catch (IOException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Happening happening) throws IOException, InterruptedException {
        EventPlan plan = happening.plan;
        progress.phase("event: " + plan.text());
        happening.begun = true;
        happening.beganNanos = System.nanoTime();
        if (plan.kind().concernsStore()) {
            sampler.onStoreDisturbed();
        }
        switch (plan.kind()) {
            case REDIS_KILL -> server().kill();
            case REDIS_PAUSE -> server().pause();
            case REDIS_FLUSH -> server().flush();
            case REDIS_RESTART -> {
                server().stop();
                server().startAgain();
            }
            case RELOAD -> fleet.reload();
            case KILL -> happening.place = fleet.kill();
            case STOP -> happening.place = fleet.stop();
        }
    }

    private void end(Happening happening) throws IOException, InterruptedException {
        if (!happening.begun) {
            return;
        }
        EventPlan plan = happening.plan;
        switch (plan.kind()) {
            case REDIS_KILL -> server().startAgain();
            case REDIS_PAUSE -> server().resume();
            case KILL, STOP -> {
                if (plan.lasting() != null && happening.place >= 0) {
                    fleet.startAgain(happening.place);
                }
            }
            case REDIS_FLUSH, REDIS_RESTART, RELOAD -> {}
        }
        if (plan.kind().concernsStore()) {
            sampler.onStoreBack();
        }
        log.event(new RunEvent(
                plan.text(),
                new Span(happening.beganNanos, System.nanoTime()),
                plan.kind().concernsStore(),
                plan.kind().takesStoreAway()));
    }

    private RedisServer server() {
        if (store == null) {
            throw new IllegalStateException("there is no store");
        }
        return store.own();
    }
}
