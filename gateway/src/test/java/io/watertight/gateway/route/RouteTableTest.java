package io.watertight.gateway.route;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.watertight.gateway.config.Auth;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.RouteConfig;
import io.watertight.gateway.config.UpstreamConfig;
import io.watertight.gateway.telemetry.GatewayMetrics;
import io.watertight.gateway.upstream.Upstream;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.RequestHeadReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static final HeadLimits LIMITS = new HeadLimits(8192, 4096, 16);

    private final GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 1);

    @AfterEach
    void close() {
        metrics.close();
    }

    /** A route whose upstream is named after it. */
    private Route route(@org.jspecify.annotations.Nullable String host, String path) {
        String name = (host == null ? "" : host) + path;
        UpstreamConfig upstream = new UpstreamConfig(
                List.of(new Endpoint("127.0.0.1", 1)), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        return new Route(
                new RouteConfig(host, path, name, null, Auth.NONE, 1),
                new Upstream(name, upstream, metrics.upstream(name), 1),
                null,
                metrics.requests(name));
    }

    private static String match(RouteTable table, String host, String target) {
        RequestHeadReader reader = new RequestHeadReader(LIMITS);
        RequestHeadReader.Result result = reader.read(Unpooled.wrappedBuffer(
                ("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(US_ASCII)));
        assertThat(result).isEqualTo(RequestHeadReader.Result.COMPLETE);
        Route route = table.match(reader.head());
        return route == null ? "none" : route.upstream().name();
    }

    @ParameterizedTest
    @CsvSource({
        "/api, /api",
        "/api/, /api",
        "/api/v1, /api",
        "/api?x, /api",
        "/api/v2, /api/v2",
        "/api/v2/x, /api/v2",
        "/api/v22, /api",
        "/apiary, none",
        "/ap, none",
        "/API, none",
        "/, none",
        "//api, none",
        "/x/../api, /api",
        "/%61pi/v2, /api/v2",
    })
    void the_longest_path_takes_what_is_at_or_below_it(String target, String expected) {
        List<Route> routes = new ArrayList<>(List.of(route(null, "/api"), route(null, "/api/v2")));
        Collections.shuffle(routes, new Random(1));

        assertThat(match(new RouteTable(routes), "a", target)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, a.example/",
        "A.Example:8080, a.example/",
        "a.example:, a.example/",
        "b.example, /long",
        "a.example.b, /long",
        "xa.example, /long",
        "[::1], ::1/",
        "[::1]:80, ::1/",
        "127.0.0.1:1, 127.0.0.1/",
    })
    void a_route_with_the_host_comes_before_any_without(String host, String expected) {
        RouteTable table = new RouteTable(
                List.of(route(null, "/long"), route("a.example", "/"), route("::1", "/"), route("127.0.0.1", "/")));

        assertThat(match(table, host, "/long")).isEqualTo(expected);
    }

    @Test
    void the_root_takes_everything_that_has_a_path() {
        RouteTable table = new RouteTable(List.of(route(null, "/")));

        assertThat(match(table, "a", "/")).isEqualTo("/");
        assertThat(match(table, "a", "/x//y")).isEqualTo("/");
        assertThat(match(table, "a", "http://a?x")).isEqualTo("/");
    }
}
