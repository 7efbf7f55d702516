package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held for a peer that sends and does not read. */
class EchoBackpressureTest {
    private final CpuBurner burner = new CpuBurner(1, 1);
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HttpRequestDecoder(), new EchoHandler(false, burner));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
        burner.close();
    }

    @Test
    void anAnswerIsWrittenOnlyWhileThePeerTakesIt() {
        becomeWritable(false);

        channel.writeInbound(ascii("GET /?bytes=1000000 HTTP/1.1\r\nHost: h\r\n\r\n"));
        String writtenWhileFull = written();
        becomeWritable(true);

        assertThat(writtenWhileFull).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
        assertThat(written()).hasSize(1_000_000);
    }

    @Test
    void nothingMoreIsReadWhilePipelinedRequestsWait() {
        becomeWritable(false);

        channel.writeInbound(ascii("GET /?bytes=5 HTTP/1.1\r\nHost: h\r\n\r\n".repeat(3)));
        boolean readingWhileFull = channel.config().isAutoRead();
        String writtenWhileFull = written();
        becomeWritable(true);

        assertThat(readingWhileFull).isFalse();
        assertThat(writtenWhileFull).containsOnlyOnce("HTTP/1.1 200 OK").endsWith("\r\n\r\n");
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(written()).endsWith("01234");
    }

    @Test
    void aStreamedEchoTakesNoMoreOfTheRequestThanItCanSendBack() {
        channel.writeInbound(ascii("POST /?stream=true HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"));
        becomeWritable(false);
        channel.writeInbound(ascii("a".repeat(500)));
        written();
        channel.writeInbound(ascii("b".repeat(500)));
        boolean readingWhileFull = channel.config().isAutoRead();
        String writtenWhileFull = written();

        becomeWritable(true);

        assertThat(readingWhileFull).isFalse();
        assertThat(writtenWhileFull).isEmpty();
        assertThat(written()).contains("a".repeat(500) + "\r\n").contains("b".repeat(500) + "\r\n");
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whatWaitsIsReleasedWithTheConnection() {
        becomeWritable(false);
        ByteBuf waiting = ascii("POST /?bytes=5 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody".repeat(2));
        channel.writeInbound(waiting);

        channel.close().syncUninterruptibly();

        assertThat(waiting.refCnt()).isZero();
    }

    private void becomeWritable(boolean writable) {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        channel.runPendingTasks();
    }

    private String written() {
        channel.flushOutbound();
        StringBuilder text = new StringBuilder();
        Queue<Object> messages = channel.outboundMessages();
        for (Object message = messages.poll(); message != null; message = messages.poll()) {
            text.append(((ByteBuf) message).toString(StandardCharsets.ISO_8859_1));
            ReferenceCountUtil.release(message);
        }
        return text.toString();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
