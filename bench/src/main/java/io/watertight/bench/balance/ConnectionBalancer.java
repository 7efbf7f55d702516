package io.watertight.bench.balance;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One address in front of endpoints that come and go, at the level of TCP, as kube-proxy is one: each new connection goes to
 * any of the endpoints that are there at that moment, all equally often, and stays with it until either side ends it, whether
 * the endpoint is taken away meanwhile or not. Where there is no endpoint, or it refuses, the connection is reset.
 *
 * <p>Everything is carried on one thread of its own. Thread-safe.
 */
public final class ConnectionBalancer implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final EventLoopGroup eventLoop;
    private final long threadId;
    private final Bootstrap toEndpoint;
    private final Channel listening;

    /** Confined to the event loop. */
    private final SplittableRandom random;

    private volatile List<Endpoint> ready = List.of();

    private record Endpoint(String id, InetSocketAddress address) {}

    private ConnectionBalancer(InetSocketAddress listen, long seed) throws IOException {
        boolean epoll = Epoll.isAvailable();
        random = new SplittableRandom(seed);
        eventLoop = new MultiThreadIoEventLoopGroup(
                1,
                new DefaultThreadFactory("balancer", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            threadId = eventLoop.submit(() -> Thread.currentThread().threadId()).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("the balancer's thread does not start", e);
        }
        toEndpoint = new Bootstrap()
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .disableResolver();
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Accept())
                .bind(listen)
                .awaitUninterruptibly();
        listening = bound.channel();
        if (!bound.isSuccess()) {
            eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "balancer: cannot listen on " + listen + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
    }

    /**
     * Opens the address; there is no endpoint yet.
     *
     * @param listen where; port 0 for any free one
     * @param seed of the choice of endpoints
     * @throws IOException if the address is taken
     */
    public static ConnectionBalancer open(InetSocketAddress listen, long seed) throws IOException {
        return new ConnectionBalancer(listen, seed);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** From now on new connections may go there. Has no effect where an endpoint of that id is there already. */
    public synchronized void add(String id, InetSocketAddress endpoint) {
        if (ready.stream().noneMatch(there -> there.id().equals(id))) {
            List<Endpoint> more = new ArrayList<>(ready);
            more.add(new Endpoint(id, endpoint));
            ready = List.copyOf(more);
        }
    }

    /** From now on no new connection goes there; those that exist stay. */
    public synchronized void remove(String id) {
        ready = ready.stream().filter(endpoint -> !endpoint.id().equals(id)).toList();
    }

    /** User and system time of its thread, in nanoseconds; empty where it cannot be known, such as after the end. */
    public OptionalLong cpuNanos() {
        long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(threadId);
        return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }

    /** Ends listening, and every connection. */
    @Override
    public void close() {
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Finds an endpoint for a client that has just come. */
    @ChannelHandler.Sharable
    private final class Accept extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            DuplexChannel client = (DuplexChannel) context.channel();
            List<Endpoint> candidates = ready;
            if (candidates.isEmpty()) {
                Relay.reset(client);
                return;
            }
            ChannelFuture connecting = toEndpoint
                    .clone(client.eventLoop())
                    .handler(new Relay(client))
                    .connect(candidates.get(random.nextInt(candidates.size())).address());
            DuplexChannel endpoint = (DuplexChannel) connecting.channel();
            context.pipeline().replace(this, null, new Relay(endpoint));
            connecting.addListener(connected -> {
                if (connected.isSuccess()) {
                    endpoint.flush();
                    client.config().setAutoRead(endpoint.isWritable());
                    endpoint.config().setAutoRead(true);
                } else {
                    Relay.reset(client);
                }
            });
        }
    }
}
