package io.watertight.gateway.lifecycle;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.watertight.gateway.admin.AdminServer;
import io.watertight.gateway.admission.LimiterFactory;
import io.watertight.gateway.admission.LimiterModes;
import io.watertight.gateway.admission.LimiterParts;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.config.ConfigException;
import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.config.Endpoint;
import io.watertight.gateway.config.GatewayConfig;
import io.watertight.gateway.config.OtlpConfig;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.config.ShutdownConfig;
import io.watertight.gateway.http.ClientHandler;
import io.watertight.gateway.http.Leave;
import io.watertight.gateway.http.ServerState;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.membership.Shares;
import io.watertight.gateway.telemetry.GatewayMetrics;
import io.watertight.gateway.telemetry.OtlpPush;
import io.watertight.gateway.upstream.AddressResolver;
import io.watertight.gateway.upstream.UpstreamClient;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.FlatBucketStore;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.ShareLimiter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway: one process's sockets, event loops and limiters. {@link #start}, {@link #reload} and {@link #close} are safe from any thread. */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** The limiters of this version: each admits what this replica's share of the limit allows, which may be all of it. */
    public static final LimiterFactory LIMITERS = (policy, parts) ->
            new ShareLimiter(parts.time(), parts.belowFloor(), clock -> new FlatBucketStore(clock, parts.cap()));

    /** No tick for so long is no work, pause of the collector or lack of processor time, but a loop that has ended or waits for something. */
    private static final long STANDSTILL_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** One event loop and what is confined to it. */
    private record Worker(LoopContext loop, UpstreamClient upstreams) {}

    private final NanoClock clock = NanoClock.system();
    private final NativeTransport transport;
    private final EventLoopGroup group;
    private final GatewayMetrics metrics;
    private final Shares shares;
    private final Limiters limiters;
    private final StoreAwaited storeAwaited;
    private final LedgerReport ledger;
    private final ServingFactory factory;
    private final ServerState state;
    private final AddressResolver resolver;
    private final AdminServer admin;
    private final @Nullable OtlpPush otlp;
    private final Map<EventExecutor, Worker> workers = new HashMap<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Acceptor acceptor = new Acceptor(connections);
    private final InetSocketAddress address;
    private final InetSocketAddress adminAddress;
    private final Channel listener;
    /** What runs, which is not all that the file says where a change of it needs a restart. */
    private volatile GatewayConfig config;

    private volatile boolean ready;
    private boolean closed;

    private Gateway(GatewayConfig config, LimiterFactory limiterFactory) {
        this.config = config;
        this.transport = NativeTransport.of(config.transport());
        int threads =
                config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
        PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
        this.metrics = new GatewayMetrics((ByteBufAllocatorMetricProvider) allocator, threads);
        this.shares = new Shares(clock, config.limiter());
        BucketCap cap = new BucketCap(config.limiter().maxBuckets());
        LimiterModes modes = modes(config, limiterFactory);
        this.limiters = new Limiters(new LimiterParts(shares.time(), shares::belowFloor, cap), modes, metrics::bind);
        this.storeAwaited = new StoreAwaited(clock, modes);
        shares.onChange(modes::onShare);
        metrics.bind(modes);
        metrics.bindShares(shares);
        this.ledger = new LedgerReport(clock, limiters, shares);
        this.factory = new ServingFactory(limiters, metrics, threads);
        this.state = new ServerState(factory.create(config), metrics.requests("none"), metrics.rejections());
        this.resolver = new AddressResolver(factory::upstreams);
        this.group =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("gateway"), transport.newIoHandler());
        this.admin = new AdminServer(
                this::deadReason,
                this::notReadyReason,
                metrics::scrape,
                () -> ConfigLoader.render(this.config),
                ledger::json);
        try {
            startLoops(allocator);
            this.listener = bind(config.listen(), "listen", allocator);
            this.address = (InetSocketAddress) listener.localAddress();
            this.adminAddress = startAdmin(config.admin());
        } catch (RuntimeException e) {
            release();
            throw e;
        }
        this.otlp = startPush(config.otlp());
        shares.start(address);
        resolver.start();
        ready = true;
    }

    /**
     * Starts a gateway; it accepts connections when this returns.
     *
     * @throws StartException if a port is in use or the transport is not to be had
     */
    public static Gateway start(GatewayConfig config, LimiterFactory limiters) {
        return new Gateway(config, limiters);
    }

    private LimiterModes modes(GatewayConfig config, LimiterFactory here) {
        try {
            return new LimiterModes(
                    config.limiter(),
                    clock,
                    here,
                    new RedisOpener(metrics.store()),
                    () -> shares.time().share());
        } catch (IllegalArgumentException e) {
            throw new StartException(notOpened(e));
        }
    }

    /** What was wrong with the store, by its key in the configuration. */
    private static String notOpened(IllegalArgumentException cause) {
        return "limiter.redis." + cause.getMessage();
    }

    private void startLoops(PooledByteBufAllocator allocator) {
        int index = 0;
        HeadLimits responseLimits = new HeadLimits(65536, 8192, 200);
        for (EventExecutor executor : group) {
            EventLoop eventLoop = (EventLoop) executor;
            LoopContext loop = new LoopContext(index++, eventLoop, clock, metrics.eventLoopDelay());
            Bootstrap bootstrap = new Bootstrap()
                    .group(eventLoop)
                    .channel(transport.clientChannel())
                    .disableResolver()
                    .option(ChannelOption.ALLOCATOR, allocator)
                    .option(ChannelOption.TCP_NODELAY, true);
            workers.put(eventLoop, new Worker(loop, new UpstreamClient(loop, bootstrap, responseLimits)));
            loop.start();
        }
    }

    private Channel bind(Endpoint endpoint, String key, PooledByteBufAllocator allocator) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, allocator)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .handler(acceptor)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Worker worker = workers.get(channel.eventLoop());
                        if (worker == null) {
                            throw new IllegalStateException("a channel on an event loop that is not the gateway's");
                        }
                        channel.pipeline()
                                .addLast(new ClientHandler(channel, worker.loop(), state, worker.upstreams()));
                    }
                });
        try {
            return bootstrap
                    .bind(endpoint.host(), endpoint.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) { // Netty throws checked exceptions unchecked
            throw cannotListen(key, endpoint, e);
        }
    }

    private @Nullable OtlpPush startPush(@Nullable OtlpConfig config) {
        return config == null
                ? null
                : OtlpPush.start(
                        config,
                        metrics::snapshots,
                        Map.of("service.name", "watertight-gateway", "service.instance.id", ledger.instance()));
    }

    private InetSocketAddress startAdmin(Endpoint endpoint) {
        try {
            return admin.start(endpoint);
        } catch (Exception e) { // Netty throws checked exceptions unchecked
            throw cannotListen("admin", endpoint, e);
        }
    }

    private static StartException cannotListen(String key, Endpoint endpoint, Exception cause) {
        boolean isUnknown = new InetSocketAddress(endpoint.host(), endpoint.port()).isUnresolved();
        return new StartException(key + ": " + endpoint + " (cannot be listened on: "
                + (isUnknown ? "no such host" : rootOf(cause).getMessage())
                + "; choose another address or port, or end the process that has it)");
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    private @Nullable String deadReason() {
        for (Worker worker : workers.values()) {
            long nanos = worker.loop().sinceTickNanos();
            if (nanos > STANDSTILL_NANOS) {
                return "event loop " + worker.loop().index() + " has stood still for "
                        + TimeUnit.NANOSECONDS.toSeconds(nanos) + " s";
            }
        }
        return null;
    }

    private @Nullable String notReadyReason() {
        if (!ready) {
            return "leaving";
        }
        String standstill = deadReason();
        if (standstill != null) {
            return standstill;
        }
        if (storeAwaited.isAwaited()) {
            return "not connected to Redis yet";
        }
        // with the limits in Redis, a share matters only while Redis is away
        return limiters.modes().mode().isRemote() ? null : shares.obstacle();
    }

    /** Where requests are taken. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where health, metrics and the ledger are. */
    public InetSocketAddress adminAddress() {
        return adminAddress;
    }

    /** The transport in use, as in configuration. */
    public String transport() {
        return transport.text();
    }

    /** The account of all buckets as JSON. */
    public String ledger() {
        return ledger.json();
    }

    /**
     * Puts a new configuration in force for the requests to come; every bucket is kept. What only a restart can change is logged and stays.
     *
     * @throws ConfigException if its limiter cannot be opened; the configuration before stays in force, all of it
     */
    public synchronized void reload(GatewayConfig next) throws ConfigException {
        GatewayConfig running = next.inProcessOf(config);
        changeLimiters(running);
        state.replace(factory.create(running));
        shares.reload(running.limiter());
        config = running;
        LOG.atInfo().setMessage("configuration reloaded").log();
        if (!running.equals(next)) {
            LOG.atWarn()
                    .setMessage("a change of listen, admin, threads, transport, limiter.maxBuckets or telemetry needs a"
                            + " restart; the rest is in force")
                    .log();
        }
    }

    /** All that may be impossible in a reload; if it is, nothing has changed. */
    private void changeLimiters(GatewayConfig next) throws ConfigException {
        Duration longest = next.policies().values().stream()
                .map(PolicyConfig::longestTimeToFull)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        try {
            limiters.change(next.limiter(), longest);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(notOpened(e)));
        }
    }

    /** Leaves: not ready at once, then no new connections, then the end of what is in flight, within the configured times. Writes the obituary. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ready = false;
        state.leave();
        shares.leave();
        LOG.atInfo()
                .setMessage("leaving")
                .addKeyValue("connections", connections.size())
                .log();
        ShutdownConfig shutdown = config.shutdown();
        await(shutdown.propagation().toNanos());
        long end = clock.nanoTime() + shutdown.deadline().toNanos();
        acceptor.close(listener, () -> clock.nanoTime() - end < 0);
        awaitConnections(new Leave(shutdown.idle().toNanos()), end);
        int cut = connections.size();
        connections.close().awaitUninterruptibly();
        LOG.atInfo().setMessage("left").addKeyValue("connectionsCut", cut).log();
        writeObituary();
        if (otlp != null) {
            otlp.close();
        }
        release();
    }

    private void awaitConnections(Leave leave, long end) {
        while (!connections.isEmpty()) {
            connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(leave));
            // a connection whose exchange ends closes itself
            if (clock.nanoTime() - end >= 0 || !await(TimeUnit.MILLISECONDS.toNanos(10))) {
                return;
            }
        }
    }

    /** Waits; false where the thread was interrupted, and then waiting is over for good. */
    private static boolean await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void writeObituary() {
        String json = ledger.json();
        LOG.atInfo().setMessage("obituary").addKeyValue("ledger", json).log();
        Path file = config.proof().obituary();
        if (file != null) {
            try {
                Files.writeString(file, json);
            } catch (IOException e) {
                LOG.atError()
                        .setMessage("obituary not written")
                        .addKeyValue("file", file)
                        .addKeyValue("cause", e.toString())
                        .log();
            }
        }
    }

    private void release() {
        shares.close();
        resolver.close();
        admin.close();
        group.shutdownGracefully(1, 2000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
        limiters.close();
        metrics.close();
    }
}
