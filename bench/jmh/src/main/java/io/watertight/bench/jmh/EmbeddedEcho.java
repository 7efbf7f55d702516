package io.watertight.bench.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;

/** A channel that answers whatever comes with the same bytes: what buffers and the channel itself cost. */
final class EmbeddedEcho implements Exchanges {

    private final EmbeddedChannel client = EmbeddedChannels.open();

    EmbeddedEcho() {
        client.pipeline().addLast(new Echo());
    }

    @Override
    public int answer(byte[] request) {
        EmbeddedChannels.write(client, request);
        return EmbeddedChannels.readStatus(client);
    }

    @Override
    public void close() {
        client.finishAndReleaseAll();
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ((ByteBuf) message).release();
            ctx.write(ctx.alloc().ioBuffer(Origin.ANSWER.length).writeBytes(Origin.ANSWER), ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }
}
