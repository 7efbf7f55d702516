package io.watertight.bench.prove;

import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Who sends what a plan says. */
interface LoadEngine {

    /** After so many a connection ends where it is connections that are balanced, so that none misses who comes and goes. */
    int REQUESTS_PER_CONNECTION = 50;

    /** The names of its streams, by their number in subjects. */
    List<String> streams();

    /** Gets warm, without a request to the gateways. */
    void rehearse() throws IOException, InterruptedException;

    /**
     * Returns when sending begins.
     *
     * @throws IOException if it cannot begin; the message says why
     */
    RunningLoad start(List<Replica> targets, LoadObserver observer, Consumer<LoadProgress> progress)
            throws IOException, InterruptedException;

    /** The one that a plan asks for. */
    static LoadEngine of(ProofPlan plan, GatewayFiles files) throws IOException {
        ScenarioLoad scenario = plan.scenario();
        return scenario == null || scenario.k6() == null
                ? new BuiltInEngine(plan, files)
                : new K6Engine(plan, scenario, scenario.k6(), files);
    }
}
