package io.watertight.bench.compare;

import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.compare.Comparison.LoadRound;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Saturates one contestant after the other, round by round, and reads what it cost them. Not thread-safe. */
final class SaturationTrial {
    private final Bench bench;
    private final Layout layout;

    SaturationTrial(Bench bench, Layout layout) {
        this.bench = bench;
        this.layout = layout;
    }

    /**
     * One round of the upstream alone.
     *
     * @throws IOException if it has ended, or the client cannot be run
     */
    LoadRound direct(int connections, int round) throws IOException, InterruptedException {
        bench.arrange(layout);
        return measure(null, bench.upstream().address(), Rung.DIRECT, connections, round);
    }

    /**
     * One round of a runner that is fit for the rung.
     *
     * @throws IOException if a process has ended, or the client cannot be run
     */
    LoadRound round(Runner runner, Rung rung, int connections, int round) throws IOException, InterruptedException {
        bench.arrange(layout);
        return measure(runner.peer(), runner.address(rung), rung, connections, round);
    }

    /** Load that is not measured. */
    void warmUp(Runner runner, Rung rung, Duration duration) throws IOException, InterruptedException {
        bench.arrange(layout);
        bench.client()
                .run(
                        runner.address(rung),
                        bench.traffic(Rung.LIMIT, 0),
                        bench.plan().mainConnections(),
                        duration,
                        bench.processorOfClient(layout));
    }

    private LoadRound measure(@Nullable Peer peer, Address address, Rung rung, int connections, int round)
            throws IOException, InterruptedException {
        long gateway = peer == null ? 0 : ProcessTree.cpuNanos(peer.pid());
        long shared = sharedCpuNanos(peer);
        long upstream = ProcessTree.cpuNanos(bench.upstream().pid());
        SaturatingClient.Outcome outcome = bench.client()
                .run(
                        address,
                        bench.traffic(rung, round),
                        connections,
                        bench.plan().round(),
                        bench.processorOfClient(layout));
        return new LoadRound(
                peer == null ? "" : peer.name(),
                rung,
                connections,
                round,
                outcome.requests(),
                outcome.refused(),
                outcome.failed(),
                outcome.seconds(),
                peer == null ? 0 : ProcessTree.cpuNanos(peer.pid()) - gateway,
                sharedCpuNanos(peer) - shared,
                ProcessTree.cpuNanos(bench.upstream().pid()) - upstream,
                outcome.cpuNanos(),
                outcome.exhausted());
    }

    private long sharedCpuNanos(@Nullable Peer peer) throws IOException {
        return peer != null
                        && peer.contestant().variant().redis()
                        && bench.redis().isPresent()
                ? ProcessStats.read(bench.redis().get().pid()).cpuNanos()
                : 0;
    }
}
