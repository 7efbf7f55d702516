package io.watertight.bench.prove;

import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.load.ConnectionOptions;
import io.watertight.bench.load.FailureKind;
import io.watertight.bench.load.LoadPlan;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.LoadRun;
import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.Rehearsal;
import io.watertight.bench.load.RequestTemplate;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.Judge;
import io.watertight.bench.proof.LimitUnderTest;
import io.watertight.bench.proof.LoadSummary;
import io.watertight.bench.proof.Phases;
import io.watertight.bench.proof.Tolerances;
import io.watertight.bench.proof.Verdict;
import io.watertight.echo.EchoMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run from the first process to the verdict. {@link #run} is called once; {@link #interrupt} may come from any thread, and then the run ends early with
 * what was seen.
 */
public final class ProofRun {

    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int PROCESS_SAMPLES_UNDER_LOAD = 9;

    /** What the drain is given beyond the law's bound before the last reading. */
    private static final Duration AFTER_DRAIN = Duration.ofSeconds(1);

    private final ProofPlan plan;
    private final ProofProgress progress;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private volatile @Nullable LoadRun load;

    public ProofRun(ProofPlan plan, ProofProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Ends the load now; {@link #run} then returns with what was seen so far, which shows nothing conclusive. */
    public void interrupt() {
        interrupted.countDown();
        LoadRun running = load;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Starts everything, drives it, stops it, and judges. Whatever it has started has ended when this returns or throws.
     *
     * @throws IOException if a process does not start or the directory cannot be written; the message says which and why
     */
    public ProofOutcome run() throws IOException, InterruptedException {
        Files.createDirectories(plan.directory());
        GatewayFiles files = new GatewayFiles(plan);
        List<GatewayReplica> replicas = new ArrayList<>();
        EvidenceLog log = new EvidenceLog(
                new LimitUnderTest(
                        GatewayFiles.POLICY,
                        plan.quotaText(),
                        plan.quota().emissionIntervalNanos(),
                        plan.quota().burst()),
                Tolerances.standard(),
                true);
        progress.phase("starting an echo upstream and " + plan.replicas() + " gateways");
        try (ManagedProcess echo = ManagedProcess.start(Jvm.launch(
                "echo",
                Jvm.ECHO_FLAGS,
                EchoMain.class,
                List.of("--listen", "127.0.0.1:0"),
                plan.directory().resolve("echo.log")))) {
            InetSocketAddress upstream = echo.awaitReady(READY).address("listen");
            LedgerClient ledgers = new LedgerClient();
            for (int i = 0; i < plan.replicas(); i++) {
                String name = "gw-" + i;
                replicas.add(GatewayReplica.start(plan, files, name, log.addReplica(name), upstream, ledgers));
            }
            ProofOutcome outcome = drive(log, files, replicas, echo);
            echo.stop(STOP);
            return outcome;
        } finally {
            replicas.forEach(GatewayReplica::close);
            files.deleteSecret();
        }
    }

    private ProofOutcome drive(EvidenceLog log, GatewayFiles files, List<GatewayReplica> replicas, ManagedProcess echo)
            throws IOException, InterruptedException {
        RateSeries series = new RateSeries();
        DecisionRecorder recorder = new DecisionRecorder(log, series);
        replicas.forEach(replica -> recorder.know(replica.name(), replica.number()));
        Duration steady = plan.duration().minus(plan.warmUp());
        Sampler sampler = new Sampler(replicas, log, steady.dividedBy(PROCESS_SAMPLES_UNDER_LOAD));
        List<LoadStream> streams = streams(files);
        LoadPlan loadPlan =
                new LoadPlan(streams, plan.schedule(), Long.toHexString(plan.seed() & 0xffffffffL), plan.seed());
        progress.phase("rehearsing the generator against a server of its own");
        Rehearsal.of(loadPlan);
        long cpuBefore = cpuOf(replicas);
        long echoBefore = ProcessStats.read(echo.pid()).cpuNanos();
        long start = System.nanoTime();
        series.begin(start);
        sampler.start();
        progress.phase("load: up to " + Math.round(plan.rate()) + " requests/s, for "
                + plan.duration().toSeconds() + " s");
        LoadResult result;
        try (LoadRun running = LoadRun.start(
                loadPlan,
                ConnectionOptions.roundRobin(plan.connectionsPerReplica()),
                replicas.stream().map(GatewayReplica::target).toList(),
                recorder,
                seen -> progress.load(seen, live(replicas, sampler), bound(seen, sampler)))) {
            load = running;
            if (interrupted.getCount() == 0) {
                running.stop();
            }
            result = running.result();
        }
        long end = System.nanoTime();
        long cpuAfter = cpuOf(replicas);
        long echoAfter = ProcessStats.read(echo.pid()).cpuNanos();
        drain(sampler, replicas);
        sampler.stop();
        sampler.sampleProcesses();
        progress.phase("stopping the gateways and reading what they left behind");
        for (GatewayReplica replica : replicas) {
            log.ended(replica.number(), replica.stop());
        }
        progress.phase("judging " + result.answered() + " answers");
        Phases phases = new Phases(start, Math.min(end, start + plan.warmUp().toNanos()), end);
        Evidence evidence = log.seal(phases, summary(result, sampler));
        Verdict verdict = Judge.judge(evidence);
        return new ProofOutcome(
                plan,
                evidence,
                verdict,
                result,
                streams.stream().map(LoadStream::name).toList(),
                series.seconds(),
                replicas.stream().map(GatewayReplica::startTime).toList(),
                replicas.getFirst().transport(),
                cpuAfter - cpuBefore,
                echoAfter - echoBefore,
                interrupted.getCount() == 0);
    }

    private List<LoadStream> streams(GatewayFiles files) {
        TokenTemplate token = TokenTemplate.hs256(files.secret(), GatewayFiles.KEY_ID, Duration.ofHours(12));
        RequestTemplate request = RequestTemplate.get("/", token);
        List<LoadStream> streams = new ArrayList<>();
        double hammered = plan.hammerRate() * plan.hammers();
        double revisiting = (plan.rate() - hammered) / 8;
        streams.add(LoadStream.of("main", plan.rate() - hammered - revisiting, plan.subjects(), request));
        streams.add(LoadStream.of("revisit", revisiting, new SubjectMode.RollingWithRevisit(0.5), request));
        for (int i = 0; i < plan.hammers(); i++) {
            streams.add(new LoadStream(
                    "hammer" + i, plan.hammerRate(), ProofPlan.HAMMER_BURST, new SubjectMode.Fixed(), request));
        }
        return streams;
    }

    private void drain(Sampler sampler, List<GatewayReplica> replicas) throws InterruptedException {
        long horizon = plan.quota().timeToFullNanos()
                + sampler.cleanupCadenceNanos()
                + Tolerances.standard().cleanupLateness().toNanos()
                + AFTER_DRAIN.toNanos();
        progress.phase("drain: every bucket must be gone in " + TimeUnit.NANOSECONDS.toSeconds(horizon) + " s");
        long end = System.nanoTime() + horizon;
        while (System.nanoTime() - end < 0) {
            if (interrupted.await(1, TimeUnit.SECONDS)) {
                return;
            }
            progress.drain(live(replicas, sampler));
        }
    }

    private static long live(List<GatewayReplica> replicas, Sampler sampler) {
        return replicas.stream()
                .mapToLong(replica -> sampler.live(replica.name()))
                .sum();
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

    private static long cpuOf(List<GatewayReplica> replicas) throws IOException {
        long sum = 0;
        for (GatewayReplica replica : replicas) {
            sum += replica.cpuNanos();
        }
        return sum;
    }

    private LoadSummary summary(LoadResult result, Sampler sampler) {
        List<String> reasons = new ArrayList<>(result.validity());
        if (interrupted.getCount() == 0) {
            reasons.add("interrupted");
        }
        if (sampler.failedReadings() > 0) {
            reasons.add(sampler.failedReadings() + " readings of a gateway failed");
        }
        return new LoadSummary(
                result.intended(),
                result.sent(),
                result.answered(),
                result.dropped() + result.failures().getOrDefault(FailureKind.CONNECT, 0L),
                result.distinctSubjects().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                result.intendedPerSecond(),
                result.achievedPerSecond(),
                reasons);
    }
}
