package io.watertight.bench.balance;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/**
 * Carries what comes in on one side of a connection to the other, and how it ends.
 *
 * <ul>
 *   <li>What has come in is written at once and flushed when a read is complete; a side that does not keep up stops the
 *       other's reading until it does.
 *   <li>An end of input (FIN) goes on behind all that came before it; the other direction stays open. Both sides are closed
 *       when both directions have ended.
 *   <li>Any other end is a reset, and goes on as one, behind all that came before it.
 * </ul>
 *
 * The other side may not be connected yet: it then holds what is written to it, and is flushed when it is. Both sides are on
 * the same event loop, to which all of this is confined.
 */
final class Relay extends ChannelInboundHandlerAdapter {
    private final DuplexChannel to;
    private boolean inputEnded;

    Relay(DuplexChannel to) {
        this.to = to;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        to.write(bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        flush();
    }

    /** What this side can take decides what the other reads. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        to.config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && context.channel().isOpen()) {
            inputEnded = true;
            DuplexChannel from = (DuplexChannel) context.channel();
            // a channel forgets what is still to be written when its output is shut down, so this waits for its turn
            to.write(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(from));
            flush();
        }
    }

    private void endOutput(DuplexChannel from) {
        to.shutdownOutput();
        if (from.isOutputShutdown()) {
            from.close();
            to.close();
        }
    }

    /** Without a close the channel would take the failed read for an end of input. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!to.isActive()) {
            to.close();
            return;
        }
        if (!inputEnded) {
            resetOnClose(to);
        }
        to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void flush() {
        if (to.isActive()) {
            to.flush();
        }
    }

    /** Ends a connection so that its client hears of a failure, not of an end. */
    static void reset(Channel channel) {
        if (channel.isOpen()) {
            resetOnClose(channel);
            channel.close();
        }
    }

    private static void resetOnClose(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
}
