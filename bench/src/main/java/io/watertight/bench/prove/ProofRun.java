package io.watertight.bench.prove;

import io.watertight.bench.cluster.AtExit;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.RunningLoad;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.Judge;
import io.watertight.bench.proof.LimitUnderTest;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.LoadSummary;
import io.watertight.bench.proof.Phases;
import io.watertight.bench.proof.Verdict;
import io.watertight.echo.EchoMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run from the first process to the verdict. {@link #run} is called once; {@link #interrupt} may come from any thread, and then the run ends early with
 * what was seen.
 */
public final class ProofRun {

    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int PROCESS_SAMPLES_UNDER_LOAD = 9;

    /** Where each replica sees fewer subjects, more are needed to tell growth from noise. */
    private static final int PROCESS_SAMPLES_WHEN_SCALED = 20;

    /**
     * The laws are judged by when requests were really sent and decided. So all that lateness could spoil is the rate, which has
     * a limit of its own; and gateways that start beside the generator, on the same cores, hold it up.
     */
    private static final Duration MOST_GENERATOR_LAG = Duration.ofMillis(100);

    /** What the drain is given beyond the law's bound before the last reading. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(1);

    private final ProofPlan plan;
    private final ProofProgress progress;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile @Nullable RunningLoad load;

    public ProofRun(ProofPlan plan, ProofProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Ends the load now; {@link #run} then returns with what was seen so far, which shows nothing conclusive. */
    public void interrupt() {
        interrupted.countDown();
        RunningLoad running = load;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Starts everything, drives it, stops it, and judges. Whatever it has started has ended when this returns or throws.
     *
     * @throws IOException if a process does not start, the store that was named does not answer, or the directory cannot be written; the message says which
     *     and why
     */
    public ProofOutcome run() throws IOException, InterruptedException {
        Store.require(plan.sharing());
        Files.createDirectories(plan.directory());
        GatewayFiles files = new GatewayFiles(plan);
        EvidenceLog log = new EvidenceLog(
                new LimitUnderTest(
                        GatewayFiles.POLICY,
                        plan.quotaText(),
                        plan.quota().emissionIntervalNanos(),
                        plan.quota().burst()),
                plan.modeUnderTest(),
                plan.tolerances(),
                true);
        try (var _ = AtExit.run("secrets", files::tryDeleteSecrets);
                Store store = plan.sharing().mode().usesStore()
                        ? Store.open(plan.sharing(), plan.directory(), System.getenv())
                        : null) {
            return runWith(store, files, log);
        } finally {
            files.deleteSecrets();
        }
    }

    private ProofOutcome runWith(@Nullable Store store, GatewayFiles files, EvidenceLog log)
            throws IOException, InterruptedException {
        progress.phase("starting an echo upstream and " + plan.replicas() + " gateways"
                + (store == null ? "" : " over the store at " + store));
        RateSeries series = new RateSeries();
        DecisionRecorder recorder = new DecisionRecorder(log, series, plan.sharing());
        try (ManagedProcess echo = ManagedProcess.start(Jvm.echo(
                EchoMain.class,
                List.of("--listen", "127.0.0.1:0"),
                plan.directory().resolve("echo.log")))) {
            InetSocketAddress upstream = echo.awaitReady(READY).address("listen");
            try (Fleet fleet = new Fleet(plan, files, log, recorder, upstream, store)) {
                fleet.start();
                ProofOutcome outcome = drive(log, files, store, fleet, echo, recorder, series);
                echo.stop(STOP);
                return outcome;
            }
        }
    }

    private ProofOutcome drive(
            EvidenceLog log,
            GatewayFiles files,
            @Nullable Store store,
            Fleet fleet,
            ManagedProcess echo,
            DecisionRecorder recorder,
            RateSeries series)
            throws IOException, InterruptedException {
        Duration steady = plan.duration().minus(plan.warmUp());
        StoreProbe probe = store == null ? null : new StoreProbe(store.address(), files.prefix());
        Sampler sampler = new Sampler(
                fleet,
                probe,
                log,
                steady.dividedBy(plan.autoscale() == null ? PROCESS_SAMPLES_UNDER_LOAD : PROCESS_SAMPLES_WHEN_SCALED));
        EventRunner events = new EventRunner(plan.events(), fleet, store, sampler, log, progress);
        LoadEngine engine = LoadEngine.of(plan, files);
        progress.phase("rehearsing the generator against a server of its own");
        engine.rehearse();
        awaitFullBuckets();
        series.begin(System.nanoTime());
        Optional<LoadResult> warmUp = warmUp(engine, files, fleet, recorder);
        long cpuBefore = fleet.cpuNanos();
        long echoBefore = ProcessStats.read(echo.pid()).cpuNanos();
        progress.phase("load: up to " + Math.round(plan.rate()) + " requests/s, for "
                + plan.duration().toSeconds() + " s");
        LoadResult result;
        long start;
        try (RunningLoad running = fleet.follow(targets ->
                engine.start(targets, recorder, seen -> progress.load(seen, sampler.live(), bound(seen, sampler))))) {
            load = running;
            start = System.nanoTime();
            series.begin(start);
            sampler.start();
            fleet.beginScaling();
            events.start(start);
            if (interrupted.getCount() == 0) {
                running.stop();
            }
            result = running.result();
        }
        long end = System.nanoTime();
        fleet.endScaling();
        events.finish();
        long cpuAfter = fleet.cpuNanos();
        long echoAfter = ProcessStats.read(echo.pid()).cpuNanos();
        drain(sampler);
        sampler.stop();
        sampler.sampleProcesses();
        progress.phase("stopping the gateways and reading what they left behind");
        fleet.stopAll();
        progress.phase("judging " + result.answered() + " answers");
        Phases phases = new Phases(start, Math.min(end, start + plan.warmUp().toNanos()), end);
        Evidence evidence = log.seal(phases, summary(result, warmUp, fleet, sampler, events));
        Verdict verdict = Judge.judge(evidence);
        return new ProofOutcome(
                plan,
                evidence,
                verdict,
                result,
                Stream.concat(engine.streams().stream(), warmUp.map(_ -> WarmUp.STREAM).stream())
                        .toList(),
                series.seconds(),
                fleet.startTimes(),
                fleet.all().getFirst().transport(),
                cpuAfter - cpuBefore,
                echoAfter - echoBefore,
                fleet.scaling(),
                interrupted.getCount() == 0);
    }

    /** A replica that joins, and a store that may have forgotten something, begin with buckets that are empty. */
    private void awaitFullBuckets() throws InterruptedException {
        if (plan.sharing().mode() != LimiterMode.LOCAL) {
            Duration full = Duration.ofNanos(plan.quota().timeToFullNanos()).plusSeconds(1);
            progress.phase("waiting " + full.toSeconds() + " s, until buckets that begin empty are full");
            if (interrupted.await(full.toNanos(), TimeUnit.NANOSECONDS)) {
                progress.phase("interrupted");
            }
        }
    }

    private void drain(Sampler sampler) throws InterruptedException {
        long horizon = Math.max(
                        plan.quota().timeToFullNanos()
                                + sampler.cleanupCadenceNanos()
                                + plan.tolerances().cleanupLateness().toNanos(),
                        plan.modeUnderTest().settlingNanos())
                + AFTER_DRAIN.toNanos();
        progress.phase("drain: every bucket must be gone in " + TimeUnit.NANOSECONDS.toSeconds(horizon) + " s");
        long end = System.nanoTime() + horizon;
        while (System.nanoTime() - end < 0) {
            if (interrupted.await(1, TimeUnit.SECONDS)) {
                return;
            }
            progress.drain(sampler.live());
        }
    }

    /**
     * A coarse form of the Population law for the progress line: no more subjects can have been admitted within the horizon than requests were answered with
     * 200. The law itself is judged exactly, afterwards.
     */
    private long bound(LoadProgress seen, Sampler sampler) {
        double horizon = (plan.quota().timeToFullNanos() + sampler.cleanupCadenceNanos()) / 1e9;
        long admitted = seen.statuses().getOrDefault(200, 0L);
        double seconds = Math.max(1, seen.elapsed().toMillis() / 1000.0);
        return Math.min(admitted, Math.round(admitted / seconds * horizon));
    }

    /** What was sent before the load proper; nothing where that begins gently. */
    private Optional<LoadResult> warmUp(LoadEngine engine, GatewayFiles files, Fleet fleet, LoadObserver observer)
            throws InterruptedException {
        if (plan.scenario() == null) {
            return Optional.empty();
        }
        progress.phase("warming the gateways up");
        return Optional.of(WarmUp.run(
                plan,
                files,
                fleet.living().stream().map(GatewayReplica::target).toList(),
                observer,
                engine.streams().size()));
    }

    private LoadSummary summary(
            LoadResult result, Optional<LoadResult> warmUp, Fleet fleet, Sampler sampler, EventRunner events) {
        List<String> reasons = new ArrayList<>(result.validity(MOST_GENERATOR_LAG));
        if (interrupted.getCount() == 0) {
            reasons.add("interrupted");
        }
        String failed = sampler.objection(plan.autoscale() != null);
        if (failed != null) {
            reasons.add(failed);
        }
        reasons.addAll(events.objections());
        reasons.addAll(fleet.failures());
        Scaling scaling = fleet.scaling();
        if (scaling != null && scaling.events() < scaling.plan().leastEvents()) {
            reasons.add("The autoscaler added or took away only " + scaling.events() + " replicas, at least "
                    + scaling.plan().leastEvents() + " are needed.");
        }
        return new LoadSummary(
                result.intended(),
                result.sent() + warmUp.map(LoadResult::sent).orElse(0L),
                result.answered() + warmUp.map(LoadResult::answered).orElse(0L),
                result.dropped() + result.failures().getOrDefault(FailureKind.CONNECT, 0L),
                subjects(result) + warmUp.map(ProofRun::subjects).orElse(0L),
                result.intendedPerSecond(),
                result.achievedPerSecond(),
                reasons,
                plan.scenario() == null ? Map.of() : plan.scenario().mayLeaveUnshown());
    }

    private static long subjects(LoadResult result) {
        return result.distinctSubjects().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
