package io.watertight.bench.prove;

import io.watertight.bench.cluster.JvmProbe;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.cluster.ReadyLine;
import io.watertight.bench.control.ControlGateway;
import io.watertight.bench.load.Replica;
import io.watertight.bench.proof.LedgerSample;
import io.watertight.bench.proof.ProcessSample;
import io.watertight.bench.proof.ReplicaEnd;
import io.watertight.gateway.Main;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One gateway process of a run: the shipped one, or a control. */
final class GatewayReplica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final String name;
    private final int number;
    private final ManagedProcess process;
    private final ReadyLine ready;
    private final JvmProbe probe;
    private final Path obituary;
    private final LedgerClient ledgers;
    private final long startNanos;
    private final long readyNanos;

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
     * Starts the process and waits until it says that it is ready.
     *
     * @param number its number in the evidence
     * @throws IOException if it ends or says nothing in time; the message has its last words
     */
    static GatewayReplica start(
            ProofPlan plan,
            GatewayFiles files,
            String name,
            int number,
            InetSocketAddress upstream,
            LedgerClient ledgers)
            throws IOException, InterruptedException {
        Path config = files.writeConfig(name, upstream);
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

    LedgerSample readLedger() throws IOException, InterruptedException {
        return ledgers.read(ready.address("admin"), GatewayFiles.POLICY);
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

    /** Ends the process with SIGTERM and reads what it left behind. */
    ReplicaEnd stop() throws InterruptedException {
        closeProbe();
        long asked = System.nanoTime();
        process.stop(STOP);
        long ended = System.nanoTime();
        try {
            return new ReplicaEnd.Stopped(
                    LedgerClient.parse(Files.readString(obituary), GatewayFiles.POLICY, asked, ended));
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
