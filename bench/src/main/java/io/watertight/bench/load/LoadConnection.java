package io.watertight.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, one request at a time. The fields between {@code request} and {@code answer} describe the request under way
 * and are meaningless while there is none. Confined to the thread of the generator.
 */
final class LoadConnection extends ChannelInboundHandlerAdapter {
    private static final AsciiString DECIDED_AT = AsciiString.cached("Watertight-Decided-At");

    private final Channel channel;
    private final AnswerDecoder decoder;
    private final Replica replica;
    private final byte[] hostField;
    private final ConnectionPool pool;
    private final RequestEncoder[] encoders;
    private final Scorekeeper score;
    private final LongSupplier clock;
    private final int maxRequests;

    private boolean busy;
    private boolean closing;
    private int requests;
    private int stream;
    private long subject;
    private long intendedNanos;
    private long sentNanos;
    private @Nullable ChannelFuture bodyWritten;

    private @Nullable HttpResponse answer;

    LoadConnection(
            Channel channel,
            AnswerDecoder decoder,
            Replica replica,
            ConnectionPool pool,
            RequestEncoder[] encoders,
            Scorekeeper score,
            LongSupplier clock,
            int maxRequests) {
        this.channel = channel;
        this.decoder = decoder;
        this.replica = replica;
        this.hostField = RequestEncoder.ascii(replica.hostField());
        this.pool = pool;
        this.encoders = encoders;
        this.score = score;
        this.clock = clock;
        this.maxRequests = maxRequests;
    }

    Replica replica() {
        return replica;
    }

    boolean isIdle() {
        return !busy && !closing;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise reports failures to exceptionCaught
    void send(int ofStream, long ofSubject, long dueNanos) {
        busy = true;
        requests++;
        stream = ofStream;
        subject = ofSubject;
        intendedNanos = dueNanos;
        answer = null;
        RequestEncoder encoder = encoders[stream];
        decoder.expectAnswer(encoder.isHead());
        ByteBuf head = encoder.encodeHead(channel.alloc(), subject, hostField);
        ByteBuf body = encoder.body();
        sentNanos = score.onSent(stream, subject, intendedNanos);
        if (!body.isReadable()) {
            bodyWritten = null;
            channel.writeAndFlush(head, channel.voidPromise());
        } else {
            channel.write(head, channel.voidPromise());
            bodyWritten = channel.writeAndFlush(body);
        }
    }

    /** Closes now if idle, else after the answer. */
    void retire() {
        if (!busy) {
            close();
        }
        closing = true;
    }

    void failIfSentBefore(long nanos) {
        if (busy && sentNanos - nanos < 0) {
            fail(FailureKind.TIMEOUT);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            onMessage((HttpObject) message);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (busy) {
            fail(FailureKind.CLOSED_BEFORE_ANSWER);
        }
        closing = true;
        pool.onClosed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (busy) {
            fail(cause instanceof IOException ? FailureKind.RESET : FailureKind.MALFORMED);
        } else {
            close();
        }
    }

    private void onMessage(HttpObject message) {
        if (!busy) {
            // nothing was asked: a notice such as 408 before an idle connection is closed
            close();
        } else if (message.decoderResult().isFailure()) {
            fail(FailureKind.MALFORMED);
        } else if (message instanceof HttpResponse head) {
            answer = head;
        } else if (message instanceof HttpContent && message instanceof LastHttpContent && answer != null) {
            onEndOf(answer);
        }
    }

    private void onEndOf(HttpResponse head) {
        int status = head.status().code();
        answer = null;
        if (status == 101 || status < 100 || status > 599) {
            fail(FailureKind.MALFORMED);
        } else if (status >= 200) {
            long doneNanos = clock.getAsLong();
            busy = false;
            closing |= !HttpUtil.isKeepAlive(head)
                    || requests == maxRequests
                    || (bodyWritten != null && !bodyWritten.isDone());
            score.onAnswered(new LoadResponse(
                    replica.id(),
                    stream,
                    subject,
                    status,
                    intendedNanos,
                    sentNanos,
                    doneNanos,
                    number(head.headers().get(DECIDED_AT)),
                    number(head.headers().get(HttpHeaderNames.RETRY_AFTER))));
            if (closing) {
                close();
            } else {
                pool.onIdle(this);
            }
        }
    }

    private void fail(FailureKind kind) {
        busy = false;
        score.onFailed(new LoadFailure(replica.id(), stream, subject, kind, intendedNanos, sentNanos));
        close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // channelInactive follows
    private void close() {
        closing = true;
        channel.close();
    }

    private static long number(@Nullable String field) {
        if (field == null) {
            return LoadResponse.ABSENT;
        }
        try {
            return Long.parseLong(field);
        } catch (NumberFormatException noNumber) {
            return LoadResponse.ABSENT;
        }
    }
}
