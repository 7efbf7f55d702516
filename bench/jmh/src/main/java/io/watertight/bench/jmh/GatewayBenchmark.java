package io.watertight.bench.jmh;

import io.netty.util.ResourceLeakDetector;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.lifecycle.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One request through the whole gateway and back, over the loopback of the host, one at a time. The time is mostly the kernel's
 * and that of waking threads; what counts are the bytes, which the profiler counts for all threads, and of which the client
 * and the upstream allocate none: beside {@link PipelineBenchmark} they say what the transport adds. The baseline is the same
 * request without a gateway.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class GatewayBenchmark {

    /** What is asked: for the whole of what a gateway does, and without one. */
    @Param({"DIRECT", "LIMIT"})
    public Traffic traffic = Traffic.DIRECT;

    private final byte[] buffer = new byte[8192];
    private byte[][] requests = new byte[0][];
    private @Nullable Origin origin;
    private @Nullable Gateway gateway;
    private Socket client = new Socket();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private int next;

    /** Starts the upstream, the gateway and a connection. */
    @Setup(Level.Trial)
    public void open() throws IOException, ConfigException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // as the gateway's process does
        requests = traffic.requests();
        Origin upstream = new Origin();
        origin = upstream;
        int port = upstream.port();
        if (traffic != Traffic.DIRECT) {
            Gateway between = Gateway.start(Traffic.gateway(port), Gateway.LIMITERS);
            gateway = between;
            port = between.address().getPort();
        }
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setTcpNoDelay(true);
        in = client.getInputStream();
        out = client.getOutputStream();
    }

    /** Ends all of it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        client.close();
        if (gateway != null) {
            gateway.close();
        }
        if (origin != null) {
            origin.close();
        }
    }

    /** The status of the answer. */
    @Benchmark
    public int request() throws IOException {
        next = (next + 1) % Traffic.REQUESTS;
        out.write(requests[next]);
        int status = Heads.answer(in, buffer);
        if (status != traffic.status()) {
            throw new IOException("answered " + status);
        }
        return status;
    }
}
