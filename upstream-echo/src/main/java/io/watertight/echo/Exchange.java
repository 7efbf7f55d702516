package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.watertight.echo.Knobs.Abort;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer: receive, hold back, burn, send. A streamed echo sends while it receives. Confined to the event
 * loop of its connection; bytes are taken from the request only while their answer can leave, and written only while the
 * channel is writable.
 */
final class Exchange {
    private static final int PIECE_BYTES = 16 * 1024;

    /** What an exchange asks of its connection. */
    interface Connection {
        /** Whether no further request is wanted on it. */
        boolean isClosing();

        /** Hands over what was written: now, or together with what the current read still brings. */
        void flushSoon();

        /** The answer is written; the exchange is over. */
        void onAnswered(boolean keepAlive);
    }

    private enum Phase {
        RECEIVING,
        HELD_BACK,
        SENDING,
        OVER
    }

    private final ChannelHandlerContext ctx;
    private final Connection connection;
    private final CpuBurner burner;
    private final HttpRequest request;
    private final Knobs knobs;

    private AnswerBody body;
    private int status;
    private Phase phase = Phase.RECEIVING;
    private boolean requestEnded;
    private boolean keepAlive;
    private Framing framing = Framing.NO_BODY;
    private long sentBodyBytes;
    private long breakOffAtBytes = Long.MAX_VALUE;
    private @Nullable Future<?> timer;

    Exchange(
            ChannelHandlerContext ctx,
            Connection connection,
            CpuBurner burner,
            HttpRequest request,
            Knobs knobs,
            AnswerBody body) {
        this.ctx = ctx;
        this.connection = connection;
        this.burner = burner;
        this.request = request;
        this.knobs = knobs;
        this.body = body;
        this.status = knobs.status();
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    /** The head is here. */
    void begin() {
        String expectation = request.headers().get(HttpHeaderNames.EXPECT);
        if (request.decoderResult().isFailure()) {
            refuse(400, "malformed request: " + request.decoderResult().cause().getMessage());
        } else if (HttpUtil.is100ContinueExpected(request) && knobs.equals(Knobs.REFUSED)) {
            answerAndClose();
        } else if (HttpUtil.is100ContinueExpected(request)) {
            write(ascii("HTTP/1.1 100 Continue\r\n\r\n"));
            ctx.flush();
        } else if (expectation != null && isHttp11()) {
            refuse(417, "Expect: " + expectation + " (expected: 100-continue)");
        }
        if (phase == Phase.RECEIVING && isStreamed()) {
            holdBack();
        }
    }

    /** Whether the next piece of this request may be handed in. */
    boolean wantsContent() {
        return switch (phase) {
            case RECEIVING -> true;
            case SENDING -> !requestEnded && ctx.channel().isWritable();
            case HELD_BACK, OVER -> false;
        };
    }

    void onContent(ByteBuf content) {
        body.onRequestContent(content);
        if (phase == Phase.SENDING) {
            send();
        }
    }

    void onRequestEnd() {
        requestEnded = true;
        body.onRequestEnd();
        if (phase == Phase.SENDING) {
            send();
        } else {
            holdBack();
        }
    }

    /** The request cannot be served: says so where nothing was said yet, and ends the connection in any case. */
    void refuse(int errorStatus, String why) {
        if (phase == Phase.RECEIVING) {
            replaceBody(errorStatus, why);
            answerAndClose();
        } else {
            breakOff();
        }
    }

    void onWritable() {
        if (phase == Phase.SENDING) {
            send();
        }
    }

    /** The connection is gone. */
    void onClosed() {
        if (timer != null) {
            timer.cancel(false);
        }
        end();
    }

    private void answerAndClose() {
        requestEnded = true;
        keepAlive = false;
        startAnswer();
    }

    private boolean isStreamed() {
        return body.length() == AnswerBody.UNKNOWN_LENGTH;
    }

    private boolean isHttp11() {
        return request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    private void holdBack() {
        phase = Phase.HELD_BACK;
        long delayNanos = knobs.latency().sampleNanos(ThreadLocalRandom.current());
        if (delayNanos == 0) {
            burn();
        } else {
            timer = ctx.executor().schedule(this::burn, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void burn() {
        if (knobs.burnNanos() == 0) {
            startAnswer();
        } else if (!burner.burn(knobs.burnNanos(), () -> ctx.executor().execute(this::startAnswer))) {
            replaceBody(503, "too many requests wait for CPU to burn");
            startAnswer();
        }
    }

    private void startAnswer() {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.SENDING;
        if (knobs.abort() == Abort.BEFORE) {
            breakOff();
            return;
        }
        framing = Framing.of(request, status, body.length(), knobs.chunked() || knobs.trailer());
        keepAlive &= !connection.isClosing() && framing != Framing.UNTIL_CLOSE;
        if (knobs.abort() == Abort.MIDWAY) {
            breakOffAtBytes = isStreamed() ? 1 : body.length() / 2;
        }
        ByteBuf head = allocator().ioBuffer(256);
        AnswerHead.write(head, status, body, framing, knobs.trailer(), keepAlive, !isHttp11());
        write(head);
        send();
    }

    /** Writes what there is while the channel takes it. */
    private void send() {
        while (framing.hasBody()
                && sentBodyBytes < breakOffAtBytes
                && ctx.channel().isWritable()) {
            ByteBuf piece = body.next((int) Math.min(PIECE_BYTES, breakOffAtBytes - sentBodyBytes));
            if (piece == null) {
                break;
            }
            sentBodyBytes += piece.readableBytes();
            writePiece(piece);
        }
        if (knobs.abort() == Abort.MIDWAY && (sentBodyBytes >= breakOffAtBytes || !framing.hasBody())) {
            breakOff();
        } else if (requestEnded && (body.isExhausted() || !framing.hasBody())) {
            writeEnd();
            end();
            connection.onAnswered(keepAlive);
        } else {
            connection.flushSoon();
        }
    }

    private void writePiece(ByteBuf piece) {
        if (framing == Framing.CHUNKED) {
            write(ascii(Integer.toHexString(piece.readableBytes()) + "\r\n"));
            write(piece);
            write(ascii("\r\n"));
        } else {
            write(piece);
        }
    }

    private void writeEnd() {
        if (framing == Framing.CHUNKED) {
            String trailer = knobs.trailer() ? AnswerHead.TRAILER_NAME + ": " + sentBodyBytes + "\r\n" : "";
            write(ascii("0\r\n" + trailer + "\r\n"));
        }
    }

    private void breakOff() {
        end();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void end() {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            body.release();
        }
    }

    private void replaceBody(int newStatus, String line) {
        body.release();
        body = new TextBody(allocator(), line);
        status = newStatus;
    }

    private ByteBuf ascii(String text) {
        return ByteBufUtil.writeAscii(allocator(), text);
    }

    private ByteBufAllocator allocator() {
        return ctx.alloc();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise reports failures to exceptionCaught
    private void write(ByteBuf bytes) {
        ctx.write(bytes, ctx.voidPromise());
    }
}
