package io.watertight.echo;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A running echo server. Thread-safe. */
public final class EchoServer implements AutoCloseable {
    private static final int BACKLOG = 4096;
    private static final int MAX_WAITING_BURNS = 10_000;
    private static final long CLOSE_DEADLINE_MILLIS = 2_000;

    private final EventLoopGroup eventLoops;
    private final CpuBurner burner;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Transport transport;
    private final Channel listener;

    private EchoServer(EchoOptions options) throws IOException {
        InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
        if (address.isUnresolved()) {
            throw new IOException("no such host");
        }
        transport = options.transport().resolve();
        eventLoops = new MultiThreadIoEventLoopGroup(
                options.threads(), new DefaultThreadFactory("echo", true), transport.newHandlerFactory());
        burner = new CpuBurner(options.burnThreads(), MAX_WAITING_BURNS);
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(newDecoder()).addLast(new EchoHandler(options.plain(), burner));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        listener = bound.channel();
        if (!bound.isSuccess()) {
            close();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
    }

    /**
     * Listens, and answers from then on.
     *
     * @throws IOException if the address cannot be listened on
     * @throws IllegalStateException if the transport is not available on this machine
     */
    public static EchoServer start(EchoOptions options) throws IOException {
        return new EchoServer(options);
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** The transport in use, never {@link Transport#AUTO}. */
    public Transport transport() {
        return transport;
    }

    /** Blocks until the server was closed. */
    public void awaitClosed() throws InterruptedException {
        listener.closeFuture().await();
        eventLoops.terminationFuture().await();
    }

    /**
     * Stops accepting, closes idle connections, lets requests under way be answered for up to two seconds, then closes what
     * is left. Returns when all threads have ended. Has no effect a second time.
     */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(EchoHandler.CLOSE_WHEN_IDLE));
        connections.newCloseFuture().awaitUninterruptibly(CLOSE_DEADLINE_MILLIS);
        burner.close();
        connections.close().awaitUninterruptibly();
        eventLoops
                .shutdownGracefully(0, CLOSE_DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
    }

    private static HttpRequestDecoder newDecoder() {
        return new HttpRequestDecoder(
                new HttpDecoderConfig().setMaxInitialLineLength(16 * 1024).setMaxHeaderSize(64 * 1024));
    }
}
