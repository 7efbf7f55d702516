package io.watertight.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.upstream.UpstreamClient;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a {@link ClientConnection} what its channel tells, and nothing else. */
public final class ClientHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ClientHandler.class);

    private final LoopContext loop;
    private final ClientConnection connection;

    /**
     * The handler of one connection.
     *
     * @param channel of the event loop that {@code loop} and {@code upstreams} belong to
     */
    public ClientHandler(Channel channel, LoopContext loop, ServerState server, UpstreamClient upstreams) {
        this.loop = loop;
        this.connection = new ClientConnection(channel, loop, server, upstreams);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        connection.onBytes((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        connection.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.onWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            connection.onInputClosed();
        } else if (event instanceof Leave leave) {
            connection.onLeave(leave.idleNanos());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.onClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.atError()
                    .setMessage("client connection closed by an error of our own")
                    .setCause(cause)
                    .log();
        }
        // later: this can come from within a write of our own
        loop.eventLoop().execute(connection::onBroken);
    }
}
