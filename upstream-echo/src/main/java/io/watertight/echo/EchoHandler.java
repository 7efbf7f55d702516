package io.watertight.echo;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One connection: hands the decoded pieces of its requests to one {@link Exchange} at a time, so that pipelined requests are
 * answered in order. What cannot be taken yet waits in {@code backlog}, and while anything waits there nothing more is read;
 * the backlog therefore never holds more than one read brought.
 */
final class EchoHandler extends ChannelInboundHandlerAdapter implements Exchange.Connection {
    /** Told to every connection when the server closes: finish what is under way, then go. */
    static final Object CLOSE_WHEN_IDLE = new Object();

    /** What every request gets in plain mode. */
    private static final Knobs PLAIN = new Knobs(100, 200, Latency.NONE, 0, Knobs.Abort.NEVER, false, false, false);

    private final boolean plain;
    private final CpuBurner burner;
    private final Queue<HttpObject> backlog = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private boolean handlingBacklog;
    private boolean reading;
    private boolean paused;
    private boolean closing;
    private boolean closed;

    EchoHandler(boolean plain, CpuBurner burner) {
        this.plain = plain;
        this.burner = burner;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        reading = true;
        backlog.add((HttpObject) message);
        handleBacklog(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null && ctx.channel().isWritable()) {
            exchange.onWritable();
        }
        handleBacklog(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed = true;
        if (exchange != null) {
            exchange.onClosed();
            exchange = null;
        }
        backlog.forEach(ReferenceCountUtil::release);
        backlog.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (CLOSE_WHEN_IDLE.equals(event)) {
            closing = true;
            if (exchange == null) {
                closeAfterWrites(ctx);
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // most often the peer reset the connection: there is nobody to tell
        closeAfterWrites(ctx);
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void flushSoon() {
        if (!reading) {
            context().flush();
        }
    }

    @Override
    public void onAnswered(boolean keepAlive) {
        exchange = null;
        if (!keepAlive) {
            closeAfterWrites(context());
        } else {
            flushSoon();
            handleBacklog(context());
        }
    }

    private void handleBacklog(ChannelHandlerContext ctx) {
        if (handlingBacklog) {
            return;
        }
        handlingBacklog = true;
        while (!backlog.isEmpty() && (closed || exchange == null || exchange.wantsContent())) {
            HttpObject piece = backlog.remove();
            try {
                if (!closed) {
                    handle(ctx, piece);
                }
            } finally {
                ReferenceCountUtil.release(piece);
            }
        }
        handlingBacklog = false;
        if (paused == backlog.isEmpty()) {
            paused = !paused;
            ctx.channel().config().setAutoRead(!paused);
        }
    }

    private void handle(ChannelHandlerContext ctx, HttpObject piece) {
        if (piece instanceof HttpRequest request) {
            exchange = newExchange(ctx, request);
            exchange.begin();
        } else if (exchange != null && piece.decoderResult().isFailure()) {
            exchange.refuse(
                    400, "malformed body: " + piece.decoderResult().cause().getMessage());
        } else if (exchange != null && piece instanceof HttpContent content) {
            exchange.onContent(content.content());
            if (content instanceof LastHttpContent) {
                exchange.onRequestEnd();
            }
        }
    }

    private Exchange newExchange(ChannelHandlerContext ctx, HttpRequest request) {
        try {
            Knobs knobs = plain ? PLAIN : Knobs.parse(request.uri());
            AnswerBody body = knobs.bytes() == Knobs.ECHO
                    ? new EchoBody(ctx.alloc(), request, knobs.stream() && Framing.allowsBody(request, knobs.status()))
                    : new FillerBody(knobs.bytes());
            return new Exchange(ctx, this, burner, request, knobs, body);
        } catch (KnobException badKnob) {
            AnswerBody why = new TextBody(ctx.alloc(), badKnob.reason());
            return new Exchange(ctx, this, burner, request, Knobs.REFUSED, why);
        }
    }

    private void closeAfterWrites(ChannelHandlerContext ctx) {
        closed = true;
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "not added to a pipeline yet");
    }
}
