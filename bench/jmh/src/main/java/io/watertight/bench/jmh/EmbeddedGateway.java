package io.watertight.bench.jmh;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.embedded.EmbeddedChannel;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.admission.Policy;
import io.watertight.gateway.config.GatewayConfig;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.config.RouteConfig;
import io.watertight.gateway.config.UpstreamConfig;
import io.watertight.gateway.http.ClientHandler;
import io.watertight.gateway.http.ProofFields;
import io.watertight.gateway.http.ServerState;
import io.watertight.gateway.http.Serving;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.route.RouteTable;
import io.watertight.gateway.telemetry.GatewayMetrics;
import io.watertight.gateway.upstream.AddressResolver;
import io.watertight.gateway.upstream.Upstream;
import io.watertight.gateway.upstream.UpstreamClient;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that the gateway does with a request, on channels without sockets: one connection of a client and one to the upstream, both on
 * one event loop, which is the calling thread. Only the transport is missing.
 */
final class EmbeddedGateway implements Exchanges {

    private final GatewayMetrics metrics = new GatewayMetrics(PooledByteBufAllocator.DEFAULT, 1);
    private final EmbeddedChannel client = EmbeddedChannels.open();
    private final EmbeddedChannel upstream = EmbeddedChannels.unopened();
    private final Limiters limiters;

    /** Serves the routes of a configuration with one upstream; its buckets are in this process. */
    EmbeddedGateway(GatewayConfig config) {
        limiters = PolicyLimiters.open(
                config.limiter(), Share.WHOLE, (redis, clock) -> InProcessStores.AWAY, metrics::bind);
        LoopContext loop = new LoopContext(0, client.eventLoop(), NanoClock.system(), metrics.eventLoopDelay());
        ChannelFactory<Channel> onlyOnce = () -> upstream;
        UpstreamClient upstreams = new UpstreamClient(
                loop,
                new Bootstrap()
                        .group(client.eventLoop())
                        .channelFactory(onlyOnce)
                        .disableResolver(),
                new HeadLimits(65536, 8192, 200));
        ServerState state = new ServerState(serving(config), metrics.requests("none"), metrics.rejections());
        client.pipeline().addLast(new ClientHandler(client, loop, state, upstreams));
        loop.start();
    }

    private Serving serving(GatewayConfig config) {
        String name = config.upstreams().keySet().iterator().next();
        UpstreamConfig upstreamConfig =
                Objects.requireNonNull(config.upstreams().get(name));
        Upstream origin = new Upstream(name, upstreamConfig, metrics.upstream(name), 1);
        AddressResolver.resolve(origin);
        List<Route> routes = config.routes().stream()
                .map(route -> new Route(route, origin, policy(route, config), metrics.requests(route.path())))
                .toList();
        return new Serving(
                new RouteTable(routes),
                new TokenVerifier(Objects.requireNonNull(config.jwt())),
                config.http(),
                new ProofFields(config.proof()),
                config.accessLog());
    }

    private @Nullable Policy policy(RouteConfig route, GatewayConfig config) {
        String name = route.policy();
        PolicyConfig policy = name == null ? null : config.policies().get(name);
        return name == null || policy == null
                ? null
                : new Policy(
                        name,
                        policy,
                        limiters.of(name),
                        limiters.hasher(),
                        config.http().rateLimitFields());
    }

    /** Plays the client, and the upstream if the request comes to it. */
    @Override
    public int answer(byte[] request) {
        EmbeddedChannels.write(client, request);
        if (EmbeddedChannels.read(upstream)) {
            EmbeddedChannels.write(upstream, Origin.ANSWER);
        }
        return EmbeddedChannels.readStatus(client);
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
        if (upstream.isRegistered()) {
            upstream.finishAndReleaseAll();
        }
        limiters.close();
        metrics.close();
    }
}
