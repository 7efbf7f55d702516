package io.watertight.bench.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.watertight.gateway.wire.HeadLimits;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.RequestHead;
import io.watertight.gateway.wire.RequestHeadReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A request's head, with a token, in and out again: the framing gate that reads it, and the writer that puts the forwarded
 * one together. The baselines are Netty's codec for the same, and a copy of the bytes.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class HeadBenchmark {

    private static final byte[] HEAD = ("GET /api/items/17?expand=all HTTP/1.1\r\nHost: api.example:8080\r\n"
                    + "User-Agent: bench/1\r\nAccept: */*\r\nAuthorization: Bearer " + "t".repeat(190) + "\r\n\r\n")
            .getBytes(US_ASCII);

    private final ByteBuf in = Unpooled.wrappedBuffer(HEAD);
    private final ByteBuf out = UnpooledByteBufAllocator.DEFAULT.directBuffer(1024);
    private final RequestHeadReader reader = new RequestHeadReader(new HeadLimits(32768, 8192, 200));
    private final RequestHeadReader read = new RequestHeadReader(new HeadLimits(32768, 8192, 200));
    private final HeadWriter writer = new HeadWriter();
    private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpRequestDecoder());
    private final EmbeddedChannel encoder = new EmbeddedChannel(new HttpRequestEncoder());
    private HttpRequest decoded = new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, io.netty.handler.codec.http.HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);

    /** Reads the head that is written. */
    @Setup(Level.Trial)
    public void read() {
        if (read.read(Unpooled.wrappedBuffer(HEAD)) != RequestHeadReader.Result.COMPLETE) {
            throw new AssertionError("the head is a good one");
        }
        decoder.writeInbound(Unpooled.wrappedBuffer(HEAD));
        HttpRequest request = decoder.readInbound();
        ReferenceCountUtil.release(decoder.readInbound());
        DefaultFullHttpRequest full =
                new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri());
        full.headers().set(request.headers());
        decoded = full;
    }

    /** Gives the buffers back. */
    @TearDown(Level.Trial)
    public void close() {
        decoder.finishAndReleaseAll();
        encoder.finishAndReleaseAll();
        out.release();
    }

    /** The floor of both: the bytes once over. */
    @Benchmark
    public ByteBuf copy() {
        return out.clear().writeBytes(HEAD);
    }

    /** The framing gate. */
    @Benchmark
    public RequestHead gate() {
        reader.read(in.readerIndex(0));
        return reader.head();
    }

    /** Netty's decoder, which is lenient where the gate is not. */
    @Benchmark
    public Object nettyDecoder() {
        decoder.writeInbound(in.retainedDuplicate().readerIndex(0));
        HttpRequest request = decoder.readInbound();
        ReferenceCountUtil.release(decoder.readInbound());
        return request;
    }

    /** The forwarded head. */
    @Benchmark
    public ByteBuf forward() {
        writer.clear();
        read.head().writeForwarded(writer);
        writer.crlf();
        writer.appendTo(out.clear());
        return out;
    }

    /** Netty's encoder. */
    @Benchmark
    public int nettyEncoder() {
        ReferenceCountUtil.retain(decoded);
        encoder.writeOutbound(decoded);
        ByteBuf head = encoder.readOutbound();
        int bytes = head.readableBytes();
        head.release();
        return bytes;
    }
}
