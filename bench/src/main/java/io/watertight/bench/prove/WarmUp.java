package io.watertight.bench.prove;

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
import io.watertight.bench.load.SubjectMode;
import java.time.Duration;
import java.util.List;

/**
 * Some seconds of load before a scenario, which has a shape of its own and may begin at any rate: a JVM that has just begun
 * would only queue. What is sent is evidence like everything else, in a stream behind the scenario's. Stateless.
 */
final class WarmUp {

    static final String STREAM = "warmup";

    private static final Duration DURATION = Duration.ofSeconds(5);
    private static final double MOST_PER_SECOND = 1000;

    /** Where a scenario has no rate. */
    private static final double USUAL_PER_SECOND = 200;

    private WarmUp() {}

    /** @param stream its number among the streams */
    static LoadResult run(ProofPlan plan, GatewayFiles files, List<Replica> targets, LoadObserver observer, int stream)
            throws InterruptedException {
        double rate = plan.rate() == 0 ? USUAL_PER_SECOND : Math.min(MOST_PER_SECOND, plan.rate());
        LoadPlan load = new LoadPlan(
                List.of(LoadStream.of(STREAM, 1, new SubjectMode.Rolling(), TrafficMix.request(files.secret()))),
                new RateSchedule(List.of(new RateStage(rate / 10, rate, DURATION))),
                plan.generatorId(),
                plan.seed());
        try (LoadRun run = LoadRun.start(
                load,
                ConnectionOptions.roundRobin(plan.connectionsPerReplica()),
                targets,
                new InStream(observer, stream),
                soFar -> {})) {
            return run.result();
        }
    }

    /** Tells an observer everything as if it were of one stream. */
    private record InStream(LoadObserver observer, int stream) implements LoadObserver {
        @Override
        public void onResponse(LoadResponse response) {
            observer.onResponse(new LoadResponse(
                    response.replicaId(),
                    stream,
                    response.subject(),
                    response.status(),
                    response.intendedNanos(),
                    response.sentNanos(),
                    response.doneNanos(),
                    response.decidedAtNanos(),
                    response.retryAfterSeconds()));
        }

        @Override
        public void onFailure(LoadFailure failure) {
            observer.onFailure(new LoadFailure(
                    failure.replicaId(),
                    stream,
                    failure.subject(),
                    failure.kind(),
                    failure.intendedNanos(),
                    failure.sentNanos()));
        }
    }
}
