package io.watertight.bench.prove;

import io.watertight.bench.cluster.Connections;
import io.watertight.bench.cluster.JvmProbe;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.bench.control.ControlGateway;
import io.watertight.bench.load.Replica;
import io.watertight.bench.localcluster.Container;
import io.watertight.bench.localcluster.CpuQuota;
import io.watertight.bench.proof.EvidenceLog;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.gateway.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One gateway process of a run, from its start to its end: the shipped one, or a control. */
final class GatewayReplica implements Container, AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    /** Until the load's own thread has taken note that a replica is gone. */
    private static final double HEARD_WITHIN_SECONDS = 0.1;

    private final ProofPlan plan;
    private final EvidenceLog log;
    private final String name;
    private final int number;
    private final ManagedProcess process;
    private final ReadyLine ready;
    private final Path obituary;
    private final LedgerClient ledgers;
    private final long startNanos;
    private final long readyNanos;
    private final CpuAccount cpu;
    private @Nullable JvmProbe probe;
    private volatile boolean gone;
    private volatile boolean killed;
    private volatile long underWayWhenKilled;
    private volatile long lastCpuNanos;

    private GatewayReplica(
            ProofPlan plan,
            EvidenceLog log,
            String name,
            int number,
            ManagedProcess process,
            ReadyLine ready,
            Path obituary,
            LedgerClient ledgers,
            long startNanos) {
        this.plan = plan;
        this.log = log;
        this.name = name;
        this.number = number;
        this.process = process;
        this.ready = ready;
        this.obituary = obituary;
        this.ledgers = ledgers;
        this.startNanos = startNanos;
        this.readyNanos = System.nanoTime();
        this.cpu = new CpuAccount(() -> ProcessStats.read(process.pid()).cpuNanos());
    }

    /**
     * Starts the process and waits until it says that it listens.
     *
     * @param number its number in the evidence
     * @param config its configuration
     * @param obituary where it writes its last ledger
     * @param quota what it may use of the CPU
     * @throws IOException if it ends or says nothing in time; the message has its last words
     */
    static GatewayReplica start(
            ProofPlan plan,
            EvidenceLog log,
            String name,
            int number,
            Path config,
            Path obituary,
            CpuQuota quota,
            LedgerClient ledgers)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (plan.control()) {
            arguments.add(plan.fault().text());
        }
        arguments.add(config.toString());
        Class<?> main = plan.control() ? ControlGateway.class : Main.class;
        Launch launch = Jvm.gateway(name, main, arguments, plan.directory().resolve(name + ".log"));
        long start = System.nanoTime();
        ManagedProcess process = ManagedProcess.start(new Launch(name, quota.wrap(launch.command()), launch.output()));
        try {
            ReadyLine ready = process.awaitReady(START);
            return new GatewayReplica(plan, log, name, number, process, ready, obituary, ledgers, start);
        } catch (IOException | RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    int number() {
        return number;
    }

    String transport() {
        return ready.values().getOrDefault("transport", "unknown");
    }

    /** From exec to the ready line. */
    Duration startTime() {
        return Duration.ofNanos(readyNanos - startNanos);
    }

    /** Where the generator finds it. */
    Replica target() {
        return new Replica(name, ready.address("listen"));
    }

    LedgerClient.Reading readLedger() throws IOException, InterruptedException {
        return ledgers.read(ready.address("admin"), GatewayFiles.POLICY);
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return ledgers.isReady(ready.address("admin"));
    }

    @Override
    public long requests() throws IOException, InterruptedException {
        LedgerSample books = readLedger().sample();
        return books.admitted() + books.denied();
    }

    /** Whether it has been killed or told to end, or is about to be: what cannot be read of it then is no fault. */
    boolean isGone() {
        return gone;
    }

    /** Collects garbage in the process, and says what is left; null once it is gone. Never two at a time. */
    synchronized @Nullable ProcessSample sampleProcess() throws IOException {
        if (gone) {
            return null;
        }
        cpu.begin();
        try {
            return collectAndRead();
        } finally {
            cpu.end();
        }
    }

    private ProcessSample collectAndRead() throws IOException {
        JvmProbe jvmProbe = probe;
        if (jvmProbe == null) {
            jvmProbe = JvmProbe.attach(process.pid());
            probe = jvmProbe;
        }
        JvmProbe.Reading jvm = jvmProbe.collectAndRead();
        ProcessStats stats = ProcessStats.read(process.pid());
        return new ProcessSample(
                System.nanoTime(),
                jvm.heapUsedBytes(),
                jvm.directBytes(),
                stats.openFds(),
                stats.threads(),
                stats.rssBytes(),
                stats.cpuNanos());
    }

    /** The collections that the bench asks for, and what ran beside them, are not in it. */
    @Override
    public long cpuNanos() throws IOException {
        return cpu.nanos();
    }

    /** All of it, as far as it can be read: of a process that is gone what was read last. */
    long lastKnownCpuNanos() {
        try {
            lastCpuNanos = ProcessStats.read(process.pid()).cpuNanos();
        } catch (IOException e) {
            // it is gone
        }
        return lastCpuNanos;
    }

    @Override
    public void terminate() {
        gone = true;
        lastKnownCpuNanos();
        process.terminate();
    }

    /** What is under way then can fail: one request on each connection, and what is sent before the load has heard of it. */
    @Override
    public void kill() {
        if (!gone) {
            gone = true;
            killed = true;
            underWayWhenKilled =
                    Connections.to(ready.address("listen")) + (long) Math.ceil(plan.rate() * HEARD_WITHIN_SECONDS);
            lastKnownCpuNanos();
        }
        process.close();
    }

    @Override
    public boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.awaitEnd(atMost);
    }

    @Override
    public void onEnded(boolean asked) throws InterruptedException {
        gone = true;
        closeProbe();
        log.ended(number, asked ? lastWords() : withoutWords());
    }

    private ReplicaEnd lastWords() {
        long ended = System.nanoTime();
        try {
            LedgerClient.Reading last =
                    LedgerClient.parseObituary(Files.readString(obituary), GatewayFiles.POLICY, ended);
            log.account(number, last.account());
            return new ReplicaEnd.Stopped(last.sample());
        } catch (IOException e) {
            return withoutWords();
        }
    }

    private ReplicaEnd withoutWords() {
        long ended = System.nanoTime();
        return killed ? new ReplicaEnd.Killed(ended, underWayWhenKilled) : new ReplicaEnd.Vanished(ended);
    }

    private synchronized void closeProbe() {
        JvmProbe open = probe;
        probe = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // the process is gone, and the connection with it
            }
        }
    }

    @Override
    public void close() {
        process.close();
        closeProbe();
    }
}
