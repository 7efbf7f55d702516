package io.watertight.bench.compare;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The built-in saturating client: a process that asks on a fixed number of connections, one request at a time on each, until
 * the time is over, and then prints one line of JSON.
 */
public final class ClosedLoop {
    private ClosedLoop() {}

    /** Arguments: port, path, connections, milliseconds, token file, bytes of a line, first line, lines, whether once. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Address target = new Address(Integer.parseInt(args[0]), args[1]);
        int connections = Integer.parseInt(args[2]);
        long millis = Long.parseLong(args[3]);
        Traffic traffic = new Traffic(
                Path.of(args[4]),
                Integer.parseInt(args[5]),
                Long.parseLong(args[6]),
                Long.parseLong(args[7]),
                Boolean.parseBoolean(args[8]));
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, io);
        ClosedLoopScore score = new ClosedLoopScore();
        try (TokenLines tokens = TokenLines.open(traffic)) {
            Bootstrap bootstrap = new Bootstrap()
                    .group(group)
                    .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline()
                                    .addLast(new HttpResponseDecoder(), new ClosedLoopHandler(target, tokens, score));
                        }
                    });
            long start = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                bootstrap.connect(target.socket()).addListener(connected -> {
                    if (!connected.isSuccess()) {
                        score.onFailure();
                    }
                });
            }
            Thread.sleep(millis);
            score.end();
            long micros = (System.nanoTime() - start) / 1_000;
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
            System.out.printf(
                    Locale.ROOT,
                    "{\"requests\":%d,\"micros\":%d,\"refused\":%d,\"failed\":%d,\"exhausted\":%s}%n",
                    score.answered(),
                    micros,
                    score.refused(),
                    score.failed(),
                    tokens.isExhausted());
        }
    }
}
