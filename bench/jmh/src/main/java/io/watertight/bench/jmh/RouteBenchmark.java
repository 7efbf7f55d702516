package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.watertight.gateway.config.Auth;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.RouteConfig;
import io.watertight.gateway.config.UpstreamConfig;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.route.RouteTable;
import io.watertight.gateway.telemetry.GatewayMetrics;
import io.watertight.gateway.upstream.Upstream;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.RequestHeadReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** The route of a head that has been read, where it is the last one looked at. The baseline is a table with one route. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class RouteBenchmark {

    /** How many routes there are. */
    @Param({"1", "10", "100"})
    public int routes;

    private final GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 1);
    private final RequestHeadReader reader = new RequestHeadReader(new HeadLimits(8192, 4096, 16));
    private RouteTable table = new RouteTable(List.of());

    /** Makes the table. */
    @Setup(Level.Trial)
    public void open() {
        UpstreamConfig config = new UpstreamConfig(
                List.of(new Endpoint("127.0.0.1", 1)), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        Upstream upstream = new Upstream("origin", config, metrics.upstream("origin"), 1);
        List<Route> all = new ArrayList<>();
        for (int i = 0; i < routes; i++) {
            String path = i == 0 ? "/api" : "/api/service-" + i;
            all.add(new Route(
                    new RouteConfig(null, path, "origin", null, Auth.NONE, 1), upstream, null, metrics.requests(path)));
        }
        table = new RouteTable(all);
        reader.read(Unpooled.wrappedBuffer("GET /api/items/17 HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII)));
    }

    /** Ends the meters. */
    @TearDown(Level.Trial)
    public void close() {
        metrics.close();
    }

    /** The route. */
    @Benchmark
    public @Nullable Route match() {
        return table.match(reader.head());
    }
}
