package io.watertight.bench.compare;

import io.watertight.bench.cluster.JvmProbe;
import io.watertight.bench.compare.Comparison.Growth;
import io.watertight.bench.compare.Comparison.MemorySample;
import io.watertight.bench.compare.Comparison.MemoryWatch;
import io.watertight.bench.load.ConnectionOptions;
import io.watertight.bench.load.LoadFailure;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadPlan;
import io.watertight.bench.load.LoadResponse;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.LoadRun;
import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.RateStage;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RequestTemplate;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.proof.Finding;
import io.watertight.bench.proof.TheilSen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches the memory of a fresh process while it sees one new subject after the other at a fixed rate, and then until it has
 * given it back. {@link #load} is called once, then {@link #giveBack}. Not thread-safe.
 */
final class MemoryTrial implements AutoCloseable {
    private static final int OK = 200;
    private static final int SAMPLES = 16;
    private static final Duration LONGEST_RAMP = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 1_000;

    /** After the limits' window: until cleaners that run now and then have run. */
    private static final double CLEANUP_SECONDS = 2;

    private static final double GIVEN_BACK = 0.9;
    private static final long MEBIBYTE = 1L << 20;

    /** Less than any object that could be kept for a subject takes. */
    private static final double EPSILON_BYTES_PER_SUBJECT = 16;

    private static final double DRIFT_BYTES = 2.0 * MEBIBYTE;

    private final Bench bench;
    private final Peer peer;
    private final @Nullable JvmProbe jvm;
    private final List<MemorySample> samples = new ArrayList<>();
    private @Nullable String objection;
    private long idleRssBytes;
    private long rssBytes;
    private long idleBytes;
    private long subjects;
    private double seconds;

    private MemoryTrial(Bench bench, Peer peer, @Nullable JvmProbe jvm) {
        this.bench = bench;
        this.peer = peer;
        this.jvm = jvm;
    }

    /** Starts the process. */
    static MemoryTrial start(Bench bench, Contestant contestant) throws IOException, InterruptedException {
        Peer peer = bench.startPeer(contestant, "memory");
        try {
            return new MemoryTrial(bench, peer, contestant.gateway().jvm() ? JvmProbe.attach(peer.pid()) : null);
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    /** Shows it new subjects. */
    void load() throws IOException, InterruptedException {
        idleRssBytes = ProcessTree.rssBytes(peer.pid());
        idleBytes = measure();
        AtomicLong seen = new AtomicLong();
        bench.arrange(Layout.APART);
        Duration duration = bench.plan().memory();
        Address address = peer.entrance(Entrance.STRICT).orElseThrow();
        long start = System.nanoTime();
        try (LoadRun run = LoadRun.start(
                plan(address),
                ConnectionOptions.roundRobin(bench.plan().mainConnections()),
                List.of(new Replica(peer.name(), address.socket())),
                counting(seen),
                progress -> {})) {
            for (int i = 1; i <= SAMPLES; i++) {
                long left = start + duration.toNanos() * i / (SAMPLES + 1) - System.nanoTime();
                Thread.sleep(Math.max(0, left / 1_000_000));
                long before = seen.get();
                samples.add(new MemorySample((System.nanoTime() - start) / 1e9, before, measure()));
            }
            objection = objection(run.result()).orElse(null);
        }
        rssBytes = ProcessTree.rssBytes(peer.pid());
        subjects = seen.get();
        seconds = (System.nanoTime() - start) / 1e9;
        samples.add(new MemorySample(seconds, subjects, measure()));
    }

    /** Why less is known of its memory than its figures say; empty if nothing was seen. */
    Optional<String> objection() {
        return Optional.ofNullable(objection);
    }

    private Optional<String> objection(LoadResult result) {
        List<String> reasons = new ArrayList<>(result.validity());
        long otherwise = result.sent() - result.statuses().getOrDefault(OK, 0L);
        if (otherwise > 0) {
            reasons.add(otherwise + " of " + result.sent() + " requests were not answered with 200");
        }
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of("memory of " + peer.name() + ": " + String.join("; ", reasons));
    }

    /** Waits, away from the processor that others are measured on, until the memory is given back or the time is over. */
    Future<MemoryWatch> giveBack() throws IOException, InterruptedException {
        bench.processors().move(bench.processors().second(), peer.pids());
        CompletableFuture<MemoryWatch> watch = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("give-back of " + peer.name()).start(() -> {
            try {
                watch.complete(awaitGiveBack());
            } catch (IOException | InterruptedException e) {
                watch.completeExceptionally(e);
            }
        });
        return watch;
    }

    @Override
    public void close() {
        try {
            if (jvm != null) {
                jvm.close();
            }
        } catch (IOException e) {
            // the process ends next, and the connection with it
        }
        peer.close();
    }

    private MemoryWatch awaitGiveBack() throws IOException, InterruptedException {
        long most = samples.stream().mapToLong(MemorySample::bytes).max().orElse(idleBytes);
        double enough = most - GIVEN_BACK * (most - idleBytes);
        long start = System.nanoTime();
        Double givenBack = null;
        while (givenBack == null
                && System.nanoTime() - start < bench.plan().giveBack().toNanos()) {
            if (measure() <= Math.max(enough, (double) idleBytes + MEBIBYTE)) {
                givenBack = (System.nanoTime() - start) / 1e9;
            } else {
                Thread.sleep(POLL_MILLIS);
            }
        }
        Optional<Growth> growth =
                growth(samples, ramp().toMillis() / 1e3 + bench.plan().windowSeconds() + CLEANUP_SECONDS);
        return new MemoryWatch(
                peer.name(),
                jvm == null ? "resident memory" : "live set after a full collection",
                subjects,
                seconds,
                idleRssBytes,
                rssBytes,
                idleBytes,
                samples.getLast().bytes(),
                List.copyOf(samples),
                growth.orElse(null),
                growth.map(MemoryTrial::finding).orElse(Finding.INCONCLUSIVE),
                givenBack,
                (System.nanoTime() - start) / 1e9);
    }

    /** Of the samples after that time; empty with too few of them. */
    static Optional<Growth> growth(List<MemorySample> samples, double steadyFromSeconds) {
        List<MemorySample> steady = samples.stream()
                .filter(sample -> sample.seconds() >= steadyFromSeconds)
                .toList();
        if (steady.isEmpty()) {
            return Optional.empty();
        }
        double[] subjects = steady.stream().mapToDouble(MemorySample::subjects).toArray();
        double[] bytes = steady.stream().mapToDouble(MemorySample::bytes).toArray();
        double range = Math.max(1, subjects[subjects.length - 1] - subjects[0]);
        return TheilSen.fit(subjects, bytes)
                .map(line -> new Growth(
                        line.slope(),
                        line.lower(),
                        line.upper(),
                        Math.max(EPSILON_BYTES_PER_SUBJECT, DRIFT_BYTES / range)));
    }

    /** Whether memory is kept: only if the whole interval is on one side of what cannot be told from nothing. */
    static Finding finding(Growth growth) {
        if (growth.lower() > growth.epsilon()) {
            return Finding.VIOLATED;
        }
        return growth.upper() < growth.epsilon() ? Finding.HELD : Finding.INCONCLUSIVE;
    }

    private long measure() throws IOException {
        return jvm == null
                ? ProcessTree.rssBytes(peer.pid())
                : jvm.collectAndRead().heapUsedBytes();
    }

    /** Begins slowly: a JVM that has just been started cannot do at once what it can do later. */
    private RateSchedule schedule() {
        double rate = bench.plan().memoryRate();
        Duration ramp = ramp();
        return new RateSchedule(List.of(
                new RateStage(rate / 10, rate, ramp),
                new RateStage(rate, rate, bench.plan().memory().minus(ramp))));
    }

    private Duration ramp() {
        Duration quarter = bench.plan().memory().dividedBy(4);
        return quarter.compareTo(LONGEST_RAMP) < 0 ? quarter : LONGEST_RAMP;
    }

    private LoadPlan plan(Address address) {
        RequestTemplate request =
                RequestTemplate.get(address.path(), bench.tokens().template());
        return new LoadPlan(
                List.of(LoadStream.of("m", 1, new SubjectMode.Rolling(), request)), schedule(), "memory", 1);
    }

    /** Counts those who were let through: who was turned away has no bucket, and no memory to keep. */
    static LoadObserver counting(AtomicLong seen) {
        return new LoadObserver() {
            @Override
            public void onResponse(LoadResponse response) {
                if (response.status() == OK) {
                    seen.lazySet(seen.get() + 1);
                }
            }

            @Override
            public void onFailure(LoadFailure failure) {
                // not answered: not a subject that was let through
            }
        };
    }
}
