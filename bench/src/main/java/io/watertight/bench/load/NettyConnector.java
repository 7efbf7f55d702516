package io.watertight.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.function.LongSupplier;

/** Opens connections on the generator's event loop. */
final class NettyConnector implements ConnectionPool.Connector {
    private final Bootstrap bootstrap;
    private final RequestEncoder[] encoders;
    private final Scorekeeper score;
    private final LongSupplier clock;
    private final int maxRequests;

    NettyConnector(
            EventLoop eventLoop,
            ConnectionOptions options,
            RequestEncoder[] encoders,
            Scorekeeper score,
            LongSupplier clock) {
        this.encoders = encoders;
        this.score = score;
        this.clock = clock;
        this.maxRequests = options.maxRequests();
        bootstrap = new Bootstrap()
                .group(eventLoop)
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.clamp(options.connectTimeout().toMillis(), 1, Integer.MAX_VALUE))
                .disableResolver()
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // the handlers are added once it is connected: until then there is nothing to handle
                    }
                });
    }

    @Override
    public void connect(Replica replica, ConnectionPool pool) {
        bootstrap.connect(replica.address()).addListener((ChannelFuture connected) -> {
            if (connected.isSuccess()) {
                AnswerDecoder decoder = new AnswerDecoder();
                LoadConnection connection = new LoadConnection(
                        connected.channel(), decoder, replica, pool, encoders, score, clock, maxRequests);
                connected.channel().pipeline().addLast(decoder, connection);
                pool.onConnected(connection);
            } else {
                pool.onConnectFailed(replica);
            }
        });
    }
}
