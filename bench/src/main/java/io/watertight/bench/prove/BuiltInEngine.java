package io.watertight.bench.prove;

import io.watertight.bench.load.Balancing;
import io.watertight.bench.load.ConnectionOptions;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadPlan;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.LoadRun;
import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.Rehearsal;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The generator of this program, in this process. */
final class BuiltInEngine implements LoadEngine {

    private final ProofPlan plan;
    private final LoadPlan load;

    BuiltInEngine(ProofPlan plan, GatewayFiles files) {
        this.plan = plan;
        load = new LoadPlan(TrafficMix.streams(plan, files.secret()), plan.schedule(), plan.generatorId(), plan.seed());
    }

    @Override
    public List<String> streams() {
        return load.streams().stream().map(LoadStream::name).toList();
    }

    @Override
    public void rehearse() throws IOException, InterruptedException {
        Rehearsal.of(load);
    }

    @Override
    public RunningLoad start(List<Replica> targets, LoadObserver observer, Consumer<LoadProgress> progress) {
        return LoadRun.start(load, connections(), targets, observer, progress);
    }

    /** Where gateways come and go, connections are what is balanced, and none lives long enough to miss it. */
    private ConnectionOptions connections() {
        ConnectionOptions kept = ConnectionOptions.roundRobin(plan.connectionsPerReplica());
        return plan.autoscale() == null
                ? kept
                : kept.withBalancing(Balancing.PER_CONNECTION).withMaxRequests(REQUESTS_PER_CONNECTION);
    }
}
