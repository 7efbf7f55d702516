package io.watertight.gateway.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.watertight.gateway.loop.Buffers;
import io.watertight.gateway.loop.Deadlines;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.ResponseHead;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one endpoint, used by one exchange at a time. Confined to its event loop.
 *
 * <p>States: CONNECTING, then IDLE (in the pool) and AWAITING_HEAD, AWAITING_BODY in turns, then CLOSED for ever. In IDLE any byte closes it.
 *
 * <p>It goes back to the pool only from an exchange in which nothing was out of order: the request was out before the answer began, and the answer's last byte
 * was the last byte.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamConnection.class);

    private enum State {
        CONNECTING,
        IDLE,
        AWAITING_HEAD,
        AWAITING_BODY,
        CLOSED
    }

    private final EndpointPool pool;
    private final LoopContext loop;
    private final ResponseHead head;
    private final BodyReader body = new BodyReader();
    private final Deadlines.Deadline deadline;
    private @Nullable Channel channel;
    private @Nullable UpstreamListener listener;
    private @Nullable ByteBuf inbound;
    private State state = State.CONNECTING;
    private boolean answersHead;
    private boolean requestComplete;
    private boolean reused;
    private boolean responseStarted;
    /** The answer began before the request was whole. */
    private boolean early;
    /** A read or a write has failed. What came before can still be read, and the end of it comes as {@link #channelInactive}. */
    private boolean broken;

    private long idleSinceNanos;
    private long startedNanos;

    UpstreamConnection(EndpointPool pool, LoopContext loop, HeadLimits limits, UpstreamListener listener) {
        this.pool = pool;
        this.loop = loop;
        this.head = new ResponseHead(limits);
        this.listener = listener;
        this.startedNanos = loop.nanoTime();
        this.deadline = loop.deadlines().add(this::onDeadline);
    }

    void onOpen(Channel opened) {
        channel = opened;
        if (state == State.CLOSED) {
            opened.close();
            return;
        }
        UpstreamListener waiting = listener;
        if (waiting == null) {
            rest();
        } else {
            begin(waiting);
        }
    }

    private void rest() {
        state = State.IDLE;
        setReading(true);
        idleSinceNanos = loop.coarseNanos();
        deadline.set(idleSinceNanos + EndpointPool.MAX_IDLE_NANOS);
        pool.release(this);
    }

    void onOpenFailed() {
        UpstreamListener waiting = listener;
        listener = null;
        toClosed();
        if (waiting != null) {
            pool.onFailed(UpstreamFailure.CONNECT, loop.nanoTime() - startedNanos);
            waiting.onFailure(UpstreamFailure.CONNECT);
        }
    }

    /** Takes an idle connection for a new exchange. */
    void reuse(UpstreamListener next) {
        reused = true;
        begin(next);
    }

    private void begin(UpstreamListener next) {
        listener = next;
        state = State.AWAITING_HEAD;
        requestComplete = false;
        responseStarted = false;
        early = false;
        answersHead = false;
        startedNanos = loop.nanoTime();
        deadline.set(Deadlines.NEVER);
        next.onConnected(this);
    }

    /** Says that the request is a HEAD request, whose answer has no body. To be called before anything is written. */
    public void expectNoBody() {
        answersHead = true;
    }

    /** Writes a part of the request without flushing it; takes over the buffer. */
    public void write(ByteBuf bytes) {
        Channel open = channel;
        if (open == null || state == State.CLOSED) {
            bytes.release();
        } else {
            open.write(bytes, open.voidPromise());
        }
    }

    public void flush() {
        Channel open = channel;
        if (open != null) {
            open.flush();
            if (!open.isWritable()) {
                waitForUpstream();
            }
        }
    }

    /** The whole request is written: from now on the response timeout counts. */
    public void onRequestComplete() {
        requestComplete = true;
        waitForUpstream();
    }

    private void waitForUpstream() {
        deadline.set(loop.nanoTime() + pool.responseTimeoutNanos());
    }

    public boolean isWritable() {
        Channel open = channel;
        return open != null && open.isWritable();
    }

    /** False while the client takes nothing more: reading stops, and with it the upstream, by TCP. The response timeout rests meanwhile. */
    public void setReading(boolean reading) {
        Channel open = channel;
        if (open != null && open.config().isAutoRead() != reading) {
            open.config().setAutoRead(reading);
            if (reading && (requestComplete || !open.isWritable())) {
                waitForUpstream();
            } else {
                deadline.set(Deadlines.NEVER);
            }
        }
    }

    /** True where this exchange runs on a connection that had served one before. */
    public boolean isReused() {
        return reused;
    }

    /** True once a byte of the response has come. */
    public boolean hasResponseStarted() {
        return responseStarted;
    }

    /**
     * Ends the exchange at once; the connection is not used again and the listener hears no more. One that is still being opened goes to the pool
     * when it is open. Idempotent.
     */
    public void abort() {
        listener = null;
        if (state != State.CONNECTING) {
            close();
        }
    }

    private void close() {
        Channel open = channel;
        toClosed();
        if (open != null) {
            // Over io_uring Netty puts a close off for writes that are under way. A channel that has only just been
            // connected
            // would begin to read meanwhile, by a poll that nothing cancels and that keeps the socket for ever.
            open.config().setAutoRead(false);
            open.close();
        }
    }

    private void toClosed() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            deadline.remove();
            ByteBuf rest = inbound;
            inbound = null;
            if (rest != null) {
                rest.release();
            }
            pool.onClosed(this);
        }
    }

    /** How long this has been in the pool, in nanoseconds; accurate to a tick. */
    long idleNanos() {
        return loop.coarseNanos() - idleSinceNanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = Buffers.join(ctx.alloc(), inbound, (ByteBuf) message);
        inbound = null;
        try {
            if (state == State.IDLE || state == State.CLOSED) {
                close();
                return;
            }
            responseStarted = true;
            readResponse(in);
            if (isInExchange()) {
                if (in.isReadable()) {
                    inbound = in.retain();
                }
                if (requestComplete && ctx.channel().config().isAutoRead()) {
                    waitForUpstream();
                }
            }
        } finally {
            in.release();
        }
    }

    private boolean isInExchange() {
        return state == State.AWAITING_HEAD || state == State.AWAITING_BODY;
    }

    private void readResponse(ByteBuf in) {
        while (isInExchange() && listener != null) {
            if (state == State.AWAITING_HEAD) {
                ResponseHead.Result result = head.read(in, answersHead);
                if (result == ResponseHead.Result.INCOMPLETE) {
                    return;
                }
                if (result == ResponseHead.Result.MALFORMED || head.status() == 101) {
                    fail(UpstreamFailure.PROTOCOL);
                } else if (head.isInformational()) {
                    listener.onInformational(head);
                } else {
                    state = State.AWAITING_BODY;
                    early = !requestComplete;
                    body.begin(head.bodyLength());
                    listener.onResponseHead(head, in.readableBytes());
                }
            } else {
                switch (body.next(in)) {
                    case DATA -> listener.onResponseData(in, body.dataLength());
                    case NEED_MORE -> {
                        return;
                    }
                    case MALFORMED -> fail(UpstreamFailure.PROTOCOL);
                    case END -> finish(in.isReadable());
                }
            }
        }
    }

    private void finish(boolean surplus) {
        UpstreamListener served = listener;
        listener = null;
        pool.onServed(loop.nanoTime() - startedNanos);
        if (!surplus && isReusable()) {
            rest();
        } else {
            close();
        }
        if (served != null) {
            served.onResponseEnd(body);
        }
    }

    private boolean isReusable() {
        Channel open = channel;
        if (open == null || !open.isActive() || !head.keepAlive() || !requestComplete || early || broken) {
            return false;
        }
        ChannelOutboundBuffer unsent = open.unsafe().outboundBuffer();
        return unsent != null && unsent.isEmpty();
    }

    private void fail(UpstreamFailure failure) {
        UpstreamListener failed = listener;
        listener = null;
        close();
        if (failed != null) {
            pool.onFailed(failure, loop.nanoTime() - startedNanos);
            failed.onFailure(failure);
        }
    }

    private void onDeadline() {
        if (isInExchange()) {
            fail(UpstreamFailure.TIMEOUT);
        } else if (state == State.IDLE) {
            close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (listener != null && isInExchange()) {
            listener.onResponsePause();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.AWAITING_BODY && body.endsWithConnection() && !broken) {
            UpstreamListener served = listener;
            listener = null;
            toClosed();
            pool.onServed(loop.nanoTime() - startedNanos);
            if (served != null) {
                served.onResponseEnd(body);
            }
        } else if (isInExchange()) {
            fail(UpstreamFailure.CLOSED);
        } else {
            toClosed();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (!requestComplete && ctx.channel().isWritable()) {
            deadline.set(Deadlines.NEVER);
        }
        if (listener != null && isInExchange()) {
            listener.onWritabilityChanged();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken = true;
        if (!(cause instanceof IOException)) {
            LOG.atError()
                    .setMessage("upstream connection closed by an error of our own")
                    .setCause(cause)
                    .log();
            ctx.close();
        } else if (!isInExchange()) {
            close();
        } else if (ctx.channel().config().isAutoRead()) {
            waitForUpstream();
        }
    }
}
