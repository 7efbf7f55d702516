package io.watertight.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the requests of one stream: all but the token is encoded beforehand. Not thread-safe. */
final class RequestEncoder {
    private final LoadPlan plan;
    private final int stream;
    private final RequestTemplate request;
    private final byte[] beforeHost;
    private final byte[] afterHost;
    private final byte @Nullable [] host;
    private final @Nullable TokenSigner signer;
    private final ByteBuf body;
    private final LongSupplier epochSeconds;

    RequestEncoder(LoadPlan plan, int stream, LongSupplier epochSeconds) {
        this.plan = plan;
        this.stream = stream;
        this.epochSeconds = epochSeconds;
        request = plan.streams().get(stream).request();
        beforeHost = ascii(request.method() + " " + request.target() + " HTTP/1.1\r\nHost: ");
        host = request.host() == null ? null : ascii(request.host());
        signer = request.token() == null ? null : new TokenSigner(request.token());
        body = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[request.bodyBytes()]));
        String length = request.bodyBytes() == 0 ? "" : "\r\nContent-Length: " + request.bodyBytes();
        afterHost = ascii(
                "\r\nUser-Agent: watertight" + length + (signer == null ? "\r\n\r\n" : "\r\nAuthorization: Bearer "));
    }

    boolean isHead() {
        return request.method().equals("HEAD");
    }

    /** @param replicaHost what field {@code Host} says where the stream does not */
    ByteBuf encodeHead(ByteBufAllocator allocator, long subject, byte[] replicaHost) {
        ByteBuf out = allocator.ioBuffer(512);
        out.writeBytes(beforeHost);
        out.writeBytes(host == null ? replicaHost : host);
        out.writeBytes(afterHost);
        if (signer != null) {
            signer.signTo(out, plan.subjectName(stream, subject), epochSeconds.getAsLong());
            out.writeByte('\r').writeByte('\n').writeByte('\r').writeByte('\n');
        }
        return out;
    }

    /** Zeros, as many as the request has; none where it has no body. */
    ByteBuf body() {
        return body.duplicate();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
