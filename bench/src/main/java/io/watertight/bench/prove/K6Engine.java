package io.watertight.bench.prove;

import io.watertight.bench.cluster.ProjectFolder;
import io.watertight.bench.k6.K6Binary;
import io.watertight.bench.k6.K6Load;
import io.watertight.bench.k6.K6Plan;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadProgress;
import io.watertight.bench.load.Replica;
import io.watertight.bench.load.RunningLoad;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** k6, in a process of its own. */
final class K6Engine implements LoadEngine {

    private final K6Plan load;

    K6Engine(ProofPlan plan, ScenarioLoad scenario, K6Binary k6, GatewayFiles files) throws IOException {
        load = new K6Plan(
                k6,
                ProjectFolder.named("k6"),
                scenario.scenario(),
                scenario.knobs(),
                "/",
                REQUESTS_PER_CONNECTION,
                plan.generatorId(),
                plan.seed() & 0xffffffffL,
                files.secretFile(),
                GatewayFiles.KEY_ID,
                plan.directory());
    }

    @Override
    public List<String> streams() {
        return load.streams();
    }

    /** It has no need to: it is not a JVM. */
    @Override
    public void rehearse() {}

    @Override
    public RunningLoad start(List<Replica> targets, LoadObserver observer, Consumer<LoadProgress> progress)
            throws IOException, InterruptedException {
        return K6Load.start(load, targets, observer, progress);
    }
}
