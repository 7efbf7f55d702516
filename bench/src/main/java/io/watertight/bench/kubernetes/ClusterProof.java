package io.watertight.bench.kubernetes;

import static io.watertight.bench.text.Quantities.count;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.proof.Evidence;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LedgerJudge;
import io.watertight.bench.proof.LoadSummary;
import io.watertight.bench.proof.Phases;
import io.watertight.bench.proof.SentLoad;
import io.watertight.bench.proof.Tolerances;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Watches the gateways of a release under a load that somebody else sends, then their drain, and judges what their ledgers show.
 * To be run once; {@link #interrupt} may be called by another thread.
 */
public final class ClusterProof {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration K6_COMES = Duration.ofSeconds(5);
    private static final long TURNS_BETWEEN_WORDS = 10;

    private final ClusterConnection cluster;
    private final ClusterPlan plan;
    private final Consumer<String> progress;
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final K6Pods k6;
    private long turns;

    /** @param progress told in words how far it is */
    public ClusterProof(ClusterConnection cluster, ClusterPlan plan, Consumer<String> progress) {
        this.cluster = cluster;
        this.plan = plan;
        this.progress = progress;
        this.k6 = new K6Pods(cluster, plan.release());
    }

    /** Ends the watch at once; what was seen by then is judged. */
    public void interrupt() {
        interrupted.countDown();
    }

    /**
     * Watches and judges.
     *
     * @throws IOException if it cannot begin, or the API server does not answer any more
     */
    public ClusterOutcome run() throws IOException, InterruptedException {
        if (plan.duration() == null && !comesK6()) {
            throw new IOException("no k6 pod of release " + plan.release().name()
                    + " is running (start the chart's k6 Job or TestRun, or send a load and say --duration)");
        }
        GatewayUnderTest gateway = gateway();
        Tolerances tolerances = Tolerances.standard();
        EvidenceLog log = new EvidenceLog(gateway.limit(), gateway.mode(), tolerances, true);
        LedgerCollector collector = new LedgerCollector(gateway.limit().policy(), log);
        LoadPhase load = new LoadPhase(System.nanoTime());
        List<String> objections = new ArrayList<>();
        progress.accept("watching the load on " + plan.release().fullName() + ", policy "
                + gateway.limit().policy() + ", " + gateway.limit().quota() + ", mode "
                + gateway.mode().mode().text());
        try (FleetWatch fleet = new FleetWatch(cluster, plan.release(), collector)) {
            long began = System.nanoTime();
            boolean loaded = true;
            while (loaded && turn(fleet, collector, load)) {
                Duration duration = plan.duration();
                loaded = duration == null ? k6.isRunning() : System.nanoTime() - began < duration.toNanos();
            }
            progress.accept("watching the drain");
            drain(fleet, collector, load, horizon(gateway, tolerances));
            if (!fleet.unreadable().isEmpty()) {
                objections.add("The ledger of " + String.join(", ", fleet.unreadable())
                        + " could not be read several times in a row.");
            }
        }
        return judge(gateway, log, load, objections);
    }

    /** A Job that was just made has its pod a moment later. */
    private boolean comesK6() throws IOException, InterruptedException {
        long latest = System.nanoTime() + K6_COMES.toNanos();
        while (!k6.isRunning()) {
            if (System.nanoTime() > latest || interrupted.await(plan.period().toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }

    private GatewayUnderTest gateway() throws IOException, InterruptedException {
        List<String> ready = new ArrayList<>();
        for (JsonNode pod : cluster.get(plan.release().pods("gateway")).path("items")) {
            for (JsonNode condition : pod.path("status").path("conditions")) {
                if (condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True")) {
                    ready.add(pod.path("metadata").path("name").asText());
                }
            }
        }
        if (ready.isEmpty()) {
            throw new IOException("no gateway pod of release " + plan.release().name() + " is ready in namespace "
                    + plan.release().namespace() + " (see: watertight doctor --kubernetes)");
        }
        String configuration = cluster.text(plan.release().admin(ready.getFirst(), "/config"));
        return GatewayUnderTest.parse(configuration, plan.policy(), ready.size());
    }

    /** D, and what a cleanup may take on top; the laws go by the cadence that the ledgers name. */
    private static long horizon(GatewayUnderTest gateway, Tolerances tolerances) {
        return gateway.limit().timeToFullNanos() + tolerances.cleanupLateness().toNanos();
    }

    /** One look at everything; false when it was interrupted. */
    private boolean turn(FleetWatch fleet, LedgerCollector collector, LoadPhase load)
            throws IOException, InterruptedException {
        long due = System.nanoTime() + plan.period().toNanos();
        fleet.turn();
        load.turn(collector.decided(), System.nanoTime());
        if (turns++ % TURNS_BETWEEN_WORDS == 0) {
            progress.accept(count(fleet.size(), "pod", "pods") + ", decided " + count(collector.decided())
                    + ", live buckets " + count(collector.live()));
        }
        return !interrupted.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Until all are empty for a horizon; where they do not get empty, for so long that they would have to be. */
    private void drain(FleetWatch fleet, LedgerCollector collector, LoadPhase load, long horizonNanos)
            throws IOException, InterruptedException {
        long latest = System.nanoTime() + 2 * horizonNanos + PATIENCE.toNanos();
        boolean drained = false;
        while (!drained && System.nanoTime() < latest && turn(fleet, collector, load)) {
            long quiet = System.nanoTime() - load.endNanos();
            long enough = horizonNanos + 3 * plan.period().toNanos();
            drained = quiet > (collector.live() == 0 ? enough : 2 * enough);
        }
    }

    private ClusterOutcome judge(GatewayUnderTest gateway, EvidenceLog log, LoadPhase load, List<String> objections)
            throws IOException, InterruptedException {
        if (interrupted.getCount() == 0) {
            objections.add("The run was interrupted.");
        }
        if (!load.began()) {
            objections.add("Nothing was decided while it was watched.");
        }
        SentLoad said = plan.subjectsSent() != null
                ? new SentLoad(plan.subjectsSent(), null)
                : k6.sent().orElse(null);
        String why = said == null
                ? "it does not say what it has sent"
                : !load.began()
                        ? "no load was seen"
                        : load.isWhole() ? "" : "the load had begun before the first reading";
        SentLoad sent = why.isEmpty() ? said : null;
        Phases phases = new Phases(load.startNanos(), load.startNanos(), load.endNanos());
        Evidence evidence = log.seal(phases, summary(said, phases, objections));
        return new ClusterOutcome(
                plan, evidence, said, LedgerJudge.judge(evidence, sent, why), gateway.configuration());
    }

    private static LoadSummary summary(@Nullable SentLoad sent, Phases phases, List<String> objections) {
        SentLoad.Answers answers = sent == null ? null : sent.answers();
        long answered = answers == null ? 0 : answers.allowed() + answers.limited();
        long requests = answers == null ? 0 : answered + answers.unknown();
        double seconds = Math.max(1, phases.loadEndNanos() - phases.loadStartNanos()) / 1e9;
        return new LoadSummary(
                requests,
                requests,
                answered,
                0,
                sent == null ? 0 : sent.subjects(),
                requests / seconds,
                requests / seconds,
                objections);
    }
}
