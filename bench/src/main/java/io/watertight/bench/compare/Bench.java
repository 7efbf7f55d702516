package io.watertight.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What every trial needs: the upstream, the store, the client, the tokens, and where they run. One thread uses it at a time.
 */
final class Bench implements AutoCloseable {
    private static final int MAX_PER_SECOND = 70_000;
    private static final int MAX_TOKENS = 4_000_000;

    private final ComparisonPlan plan;
    private final Processors processors;
    private final Path work;
    private final Tokens tokens;
    private final Upstream upstream;
    private final @Nullable RedisServer redis;
    private final SaturatingClient client;
    private final Path poolFile;
    private final Path rollingFile;
    private final int poolLineBytes;
    private final int rollingLineBytes;
    private final int subjectsPerRound;

    private Bench(
            ComparisonPlan plan,
            Processors processors,
            Path work,
            Tokens tokens,
            Upstream upstream,
            @Nullable RedisServer redis)
            throws IOException {
        this.plan = plan;
        this.processors = processors;
        this.work = work;
        this.tokens = tokens;
        this.upstream = upstream;
        this.redis = redis;
        this.client = client(plan, processors, work);
        this.poolFile = work.resolve("pool.txt");
        this.rollingFile = work.resolve("rolling.txt");
        this.poolLineBytes = tokens.write(poolFile, "pool", ComparisonPlan.POOL);
        this.subjectsPerRound = (int) Math.min(MAX_PER_SECOND * plan.round().toSeconds(), MAX_TOKENS / plan.rounds());
        this.rollingLineBytes = plan.rungs().contains(Rung.ROLLING)
                ? tokens.write(rollingFile, "roll", subjectsPerRound * plan.rounds())
                : 1;
    }

    /**
     * Starts what has to be there before any gateway.
     *
     * @param work where files go that are of no use afterwards
     * @param withRedis whether anybody needs it
     */
    static Bench start(ComparisonPlan plan, Path work, boolean withRedis) throws IOException, InterruptedException {
        Processors processors = Processors.available();
        processors.move(processors.second(), List.of(ProcessHandle.current().pid()));
        Upstream upstream = Upstream.start(work, processors);
        RedisServer redis = null;
        try {
            redis = withRedis ? RedisServer.start(work, processors) : null;
            return new Bench(plan, processors, work, new Tokens(), upstream, redis);
        } catch (IOException | InterruptedException | RuntimeException e) {
            upstream.close();
            if (redis != null) {
                redis.close();
            }
            throw e;
        }
    }

    ComparisonPlan plan() {
        return plan;
    }

    Processors processors() {
        return processors;
    }

    Tokens tokens() {
        return tokens;
    }

    Upstream upstream() {
        return upstream;
    }

    SaturatingClient client() {
        return client;
    }

    Optional<RedisServer> redis() {
        return Optional.ofNullable(redis);
    }

    /** Starts a process of the contestant, in a folder of its own. */
    Peer startPeer(Contestant contestant, String use) throws IOException, InterruptedException {
        Setup setup = new Setup(
                tokens.secret(),
                upstream.address().authority(),
                plan.windowSeconds(),
                plan.heapMegabytes(),
                redis == null ? 0 : redis.port());
        return Peer.start(
                contestant, setup, work.resolve(contestant.name() + "-" + use), processors, tokens.good("start"));
    }

    /** What a round of a rung is asked with; no two rounds of {@link Rung#ROLLING} have a subject in common. */
    Traffic traffic(Rung rung, int round) {
        return rung == Rung.ROLLING
                ? new Traffic(rollingFile, rollingLineBytes, (long) round * subjectsPerRound, subjectsPerRound, true)
                : new Traffic(poolFile, poolLineBytes, 0, ComparisonPlan.POOL, false);
    }

    /** Puts the upstream where the layout has it. */
    void arrange(Layout layout) throws IOException, InterruptedException {
        processors.move(processorOfClient(layout), ProcessTree.pids(upstream.pid()));
    }

    int processorOfClient(Layout layout) {
        return layout == Layout.TOGETHER ? processors.first() : processors.second();
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        upstream.close();
    }

    private static SaturatingClient client(ComparisonPlan plan, Processors processors, Path work) throws IOException {
        Optional<Path> wrk = SearchPath.find(WrkClient.BINARY);
        return plan.wrk() && wrk.isPresent()
                ? new WrkClient(wrk.get(), work, processors)
                : new BuiltInClient(work, processors);
    }
}
