package io.watertight.gateway.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.Transports;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lettuce, set up as this package needs it: one event loop of its own, no queue and no reconnecting behind our back (it would send charges a second time, and the
 * first ones to a server that nobody has looked at yet), no timeout of its own (its clock ticks in tenths of a second).
 */
final class Driver implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final long SHUTDOWN_SECONDS = 2;

    private final EventLoopGroupProvider provider =
            new DefaultEventLoopGroupProvider(1, pool -> new DefaultThreadFactory("redis", true));
    private final EventLoopGroup group = provider.allocate(Transports.eventLoopGroupClass());
    private final HashedWheelTimer timer = new HashedWheelTimer(new DefaultThreadFactory("redis-timer", true));
    private final ClientResources resources = DefaultClientResources.builder()
            .eventLoopGroupProvider(provider)
            .eventExecutorGroup(group)
            .timer(timer)
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .build();
    private final RedisClient client = RedisClient.create(resources);

    /** Has threads and sockets from now on, until it is closed. */
    Driver(SslOptions sslOptions) {
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .protocolVersion(ProtocolVersion.RESP2)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .sslOptions(sslOptions)
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .useHashIndexQueue(false)
                .build());
    }

    /**
     * How servers are verified.
     *
     * @param caFile certificates (PEM) to verify them by; null for those that Java trusts
     * @throws IllegalArgumentException if there is no such file
     */
    static SslOptions sslOptions(@Nullable Path caFile) {
        SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
        if (caFile == null) {
            return options.build();
        }
        try {
            return options.trustManager(caFile.toFile()).build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "caFile: " + caFile + " (expected: a readable file of certificates, PEM)", e);
        }
    }

    /** The one event loop that all connections are on. */
    EventLoop loop() {
        return group.next();
    }

    /** Begins to connect; Sentinels are asked anew each time. Never throws. */
    CompletionStage<StatefulRedisConnection<byte[], byte[]>> connect(RedisURI uri) {
        try {
            return client.connectAsync(ByteArrayCodec.INSTANCE, uri);
        } catch (RuntimeException e) { // such as a certificate file that cannot be read now
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Ends all connections, the loop and the timer; waits for them up to a few seconds. */
    @Override
    public void close() {
        client.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        timer.stop();
        resources.shutdown(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        group.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
