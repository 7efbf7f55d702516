package io.watertight.gateway.admin;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.watertight.gateway.config.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the admin port: {@code /livez}, {@code /readyz}, {@code /metrics}, {@code /ledger}, {@code /config} and an
 * index.
 *
 * <p>All pages are made on the server's one daemon thread, which is also all that may call the suppliers; they have to
 * be safe for that. A supplier that throws makes its page a 500.
 */
public final class AdminServer implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 1024;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final int MAX_BODY_BYTES = 1024;

    /** Longer than the interval of any usual scrape, so that its connection lives. */
    private static final int IDLE_SECONDS = 120;

    private static final int CLOSE_SECONDS = 2;

    private final AdminPages pages;
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("admin", true), NioIoHandler.newFactory());

    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /**
     * Starts nothing yet.
     *
     * @param deadReason why the process had better be started again, or null if there is nothing
     * @param unreadyReason why clients should not be sent here, or null if they may
     * @param metrics in Prometheus' text format, version 0.0.4
     * @param config the effective configuration, YAML
     * @param ledgerJson the limiter's ledger, JSON
     */
    public AdminServer(
            Supplier<@Nullable String> deadReason,
            Supplier<@Nullable String> unreadyReason,
            Supplier<String> metrics,
            Supplier<String> config,
            Supplier<String> ledgerJson) {
        pages = new AdminPages(deadReason, unreadyReason, metrics, config, ledgerJson);
    }

    /**
     * Listens. To be called once, and not from an event loop.
     *
     * @param endpoint where; port 0 is any free one
     * @return the address with the real port
     * @throws IOException if nobody can listen there
     */
    public InetSocketAddress start(Endpoint endpoint) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                })
                .bind(new InetSocketAddress(endpoint.host(), endpoint.port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("admin: " + endpoint + " (expected: an address to listen on)", bound.cause());
        }
        channels.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /**
     * Stops listening and closes what is open. Returns when that is done, at most some seconds later.
     *
     * <p>Channels are closed one by one, since an event loop that shuts down without a quiet period may end before it
     * has closed them, and leave a port that accepts and never answers.
     */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void initialize(Channel channel) {
        channels.add(channel);
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)))
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
                .addLast(new FlowControlHandler())
                .addLast(new AdminHandler(pages));
    }
}
