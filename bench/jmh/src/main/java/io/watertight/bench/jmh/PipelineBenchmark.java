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
 * One request through all handlers of the gateway and its answer, without sockets: from the bytes that a transport would deliver to
 * the bytes that it would send, those of the upstream's connection included. The baseline is a channel that answers by itself.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=io.watertight.bench.jmh.LoopThreads"})
public class PipelineBenchmark {

    /** What is asked. */
    @Param({"DIRECT", "PLAIN", "TOKEN", "LIMIT", "FORGED", "DENIED"})
    public Traffic traffic = Traffic.DIRECT;

    private byte[][] requests = new byte[0][];
    private Exchanges exchanges = new EmbeddedEcho();
    private int next;

    /** Puts the handlers together and sends a first request, which opens the connection to the upstream. */
    @Setup(Level.Trial)
    public void open() throws IOException, ConfigException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as the gateway's process does
        requests = traffic.requests();
        if (traffic != Traffic.DIRECT) {
            exchanges = new EmbeddedGateway(Traffic.gateway(1));
        }
        exchanges.answer(requests[0]);
    }

    /** Ends all of it. */
    @TearDown(Level.Trial)
    public void close() {
        exchanges.close();
    }

    /** The status of the answer. */
    @Benchmark
    public int request() {
        next = (next + 1) % Traffic.REQUESTS;
        int status = exchanges.answer(requests[next]);
        if (status != traffic.status()) {
            throw new IllegalStateException("answered " + status);
        }
        return status;
    }
}
