package io.watertight.bench.prove;

import io.watertight.bench.cluster.JvmProbe;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.bench.control.ControlGateway;
import io.watertight.bench.load.Replica;
import io.watertight.bench.proof.LimiterAccount;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.gateway.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One gateway process of a run: the shipped one, or a control. */
final class GatewayReplica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final long BETWEEN_PROBES_MILLIS = 50;

    private final String name;
    private final int number;
    private final ManagedProcess process;
    private final ReadyLine ready;
    private final JvmProbe probe;
    private final Path obituary;
    private final LedgerClient ledgers;
    private final long startNanos;
    private final long readyNanos;
    private volatile boolean gone;

    private GatewayReplica(
            String name,
            int number,
            ManagedProcess process,
            ReadyLine ready,
            JvmProbe probe,
            Path obituary,
            LedgerClient ledgers,
            long startNanos) {
        this.name = name;
        this.number = number;
        this.process = process;
        this.ready = ready;
        this.probe = probe;
        this.obituary = obituary;
        this.ledgers = ledgers;
        this.startNanos = startNanos;
        this.readyNanos = System.nanoTime();
    }

    /**
     * Starts the process and waits until it says that it listens.
     *
     * @param number its number in the evidence
     * @param config its configuration
     * @throws IOException if it ends or says nothing in time; the message has its last words
     */
    static GatewayReplica start(
            ProofPlan plan, GatewayFiles files, String name, int number, Path config, LedgerClient ledgers)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (plan.control()) {
            arguments.add(plan.fault().text());
        }
        arguments.add(config.toString());
        Class<?> main = plan.control() ? ControlGateway.class : Main.class;
        long start = System.nanoTime();
        ManagedProcess process = ManagedProcess.start(Jvm.launch(
                name, Jvm.GATEWAY_FLAGS, main, arguments, plan.directory().resolve(name + ".log")));
        try {
            ReadyLine ready = process.awaitReady(START);
            JvmProbe probe = JvmProbe.attach(process.pid());
            return new GatewayReplica(name, number, process, ready, probe, files.obituary(name), ledgers, start);
        } catch (IOException | RuntimeException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    String name() {
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

    /**
     * Waits until it would be given traffic: it has joined the members, and reaches what it needs.
     *
     * @throws IOException if it ends, or is not ready in time
     */
    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!ledgers.isReady(ready.address("admin"))) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException(name + " is not ready; see " + process.output());
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_PROBES_MILLIS);
        }
    }

    /** Whether it has been killed or stopped, or is about to be: what cannot be read of it then is no fault. */
    boolean isGone() {
        return gone;
    }

    /** Collects garbage in the process, and says what is left. */
    ProcessSample sampleProcess() throws IOException {
        JvmProbe.Reading jvm = probe.collectAndRead();
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

    /** User and system time so far. */
    long cpuNanos() throws IOException {
        return ProcessStats.read(process.pid()).cpuNanos();
    }

    /** Kills the process and does not wait. */
    void kill() {
        gone = true;
        process.close();
    }

    /** Waits until a process that was killed is gone. */
    void awaitEnd() throws InterruptedException {
        process.awaitEnd();
        closeProbe();
    }

    /**
     * Ends the process with SIGTERM and reads what it left behind.
     *
     * @param account told what it says last of its part in the limit
     */
    ReplicaEnd stop(Consumer<LimiterAccount> account) throws InterruptedException {
        gone = true;
        closeProbe();
        long asked = System.nanoTime();
        process.stop(STOP);
        long ended = System.nanoTime();
        try {
            LedgerClient.Reading last =
                    LedgerClient.parse(Files.readString(obituary), GatewayFiles.POLICY, asked, ended);
            account.accept(last.account());
            return new ReplicaEnd.Stopped(last.sample());
        } catch (IOException e) {
            return new ReplicaEnd.Killed(asked, 0);
        }
    }

    private void closeProbe() {
        try {
            probe.close();
        } catch (IOException e) {
            // the process ends next, and the connection with it
        }
    }

    @Override
    public void close() {
        closeProbe();
        process.close();
    }
}
