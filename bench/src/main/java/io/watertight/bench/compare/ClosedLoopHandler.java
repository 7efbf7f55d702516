package io.watertight.bench.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/** One connection of a {@link ClosedLoop}: the answer to one request is the cue for the next. */
final class ClosedLoopHandler extends ChannelInboundHandlerAdapter {
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

    private final byte[] head;
    private final TokenLines tokens;
    private final ClosedLoopScore score;
    private int status;

    ClosedLoopHandler(Address target, TokenLines tokens, ClosedLoopScore score) {
        this.head = ("GET " + target.path() + " HTTP/1.1\r\nHost: " + target.authority() + "\r\nAuthorization: Bearer ")
                .getBytes(US_ASCII);
        this.tokens = tokens;
        this.score = score;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws IOException {
        ask(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
        try {
            if (message instanceof HttpResponse response) {
                status = response.status().code();
            }
            if (message instanceof LastHttpContent && status >= 200) {
                score.onAnswer(status);
                if (!score.isEnded()) {
                    ask(ctx);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        score.onFailure();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void ask(ChannelHandlerContext ctx) throws IOException {
        byte[] token = tokens.next();
        ByteBuf request = ctx.alloc().buffer(head.length + token.length + END.length);
        request.writeBytes(head).writeBytes(token).writeBytes(END);
        ctx.writeAndFlush(request, ctx.voidPromise());
    }
}
