package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.LatencyRound;
import io.watertight.bench.load.ConnectionOptions;
import io.watertight.bench.load.Distribution;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadPlan;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.LoadRun;
import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.Rehearsal;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RequestTemplate;
import io.watertight.bench.load.SubjectMode;
import java.io.IOException;
import java.util.List;

/** Asks at a fixed rate, whatever comes back, and takes the time from when each request was due. Not thread-safe. */
final class LatencyTrial {
    private final Bench bench;

    LatencyTrial(Bench bench) {
        this.bench = bench;
    }

    /** Lets the generator compile before anything counts. */
    void rehearse() throws IOException, InterruptedException {
        Rehearsal.of(plan("rehearsal", "/", 1_000));
    }

    /** One round of one contestant, with its gateway on a processor of its own. */
    LatencyRound round(Runner runner, int ratePerSecond, int round) throws IOException, InterruptedException {
        bench.arrange(Layout.APART);
        Address address = runner.address(Rung.LIMIT);
        LoadPlan plan = plan("latency" + ratePerSecond + "." + round, address.path(), ratePerSecond);
        try (LoadRun run = LoadRun.start(
                plan,
                ConnectionOptions.roundRobin(bench.plan().mainConnections()),
                List.of(new Replica(runner.peer().name(), address.socket())),
                LoadObserver.none(),
                progress -> {})) {
            return result(runner.peer().name(), ratePerSecond, round, run.result());
        }
    }

    private LoadPlan plan(String id, String path, int ratePerSecond) {
        RequestTemplate request = RequestTemplate.get(path, bench.tokens().template());
        return new LoadPlan(
                List.of(LoadStream.of("l", 1, new SubjectMode.PoolUniform(ComparisonPlan.POOL), request)),
                RateSchedule.constant(ratePerSecond, bench.plan().latency()),
                id,
                1);
    }

    private static LatencyRound result(String peer, int ratePerSecond, int round, LoadResult result) {
        long passed = result.statuses().getOrDefault(200, 0L);
        Distribution latency = result.latency();
        return new LatencyRound(
                peer,
                ratePerSecond,
                round,
                latency.percentileNanos(50) / 1e3,
                latency.percentileNanos(90) / 1e3,
                latency.percentileNanos(99) / 1e3,
                latency.percentileNanos(99.9) / 1e3,
                latency.maxNanos() / 1e3,
                passed,
                result.sent() - passed,
                result.validity());
    }
}
