package io.watertight.bench.jmh;

import io.netty.util.ResourceLeakDetector;
import io.watertight.gateway.config.ConfigException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The request with token and limit of {@link PipelineBenchmark} in a gateway that has many live buckets, each of which is on
 * another line of memory; the baseline has a thousand, which stay in the processor's cache. The requests are as many in
 * both, since a request comes out of a socket and not out of memory that nobody has read for a second.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=io.watertight.bench.jmh.LoopThreads"})
public class PopulationBenchmark {

    private static final int REQUESTS = 1_000_000;
    private static final int MAX_BUCKETS = 20_000_000;

    /** How many buckets live. */
    @Param({"1000", "10000000"})
    public int buckets;

    private byte[][] requests = new byte[0][];
    private Exchanges gateway = new EmbeddedEcho();
    private int next;

    /** Sends the first request of every subject. */
    @Setup(Level.Trial)
    public void open() throws IOException, ConfigException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as the gateway's process does
        requests = Traffic.LASTING.requests(REQUESTS, Math.min(REQUESTS, buckets));
        gateway = new EmbeddedGateway(Traffic.gateway(1, MAX_BUCKETS));
        Traffic.RequestWriter writer = Traffic.LASTING.new RequestWriter();
        for (int subject = 0; subject < buckets; subject++) {
            expectForwarded(gateway.answer(writer.of(subject)));
        }
    }

    /** Ends all of it. */
    @TearDown(Level.Trial)
    public void close() {
        gateway.close();
    }

    /** The status of the answer. */
    @Benchmark
    public int request() {
        next = (next + 1) % REQUESTS;
        return expectForwarded(gateway.answer(requests[next]));
    }

    private static int expectForwarded(int status) {
        if (status != Traffic.LASTING.status()) {
            throw new IllegalStateException("answered " + status);
        }
        return status;
    }
}
