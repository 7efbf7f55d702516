package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;

/** Writes the head of an answer as bytes: a codec's response objects would cost more than the answer. */
final class AnswerHead {
    static final String TRAILER_NAME = "Echo-Body-Bytes";

    private AnswerHead() {}

    /** @param keepAliveField whether {@code Connection: keep-alive} must be said, as an HTTP/1.0 client expects */
    static void write(
            ByteBuf out,
            int status,
            AnswerBody body,
            Framing framing,
            boolean trailer,
            boolean keepAlive,
            boolean keepAliveField) {
        ascii(out, "HTTP/1.1 ");
        HttpResponseStatus line = HttpResponseStatus.valueOf(status);
        ByteBufUtil.writeAscii(out, line.codeAsText());
        ascii(out, " ");
        ascii(out, line.reasonPhrase());
        if (framing != Framing.NO_BODY) {
            field(out, "Content-Type", body.contentType());
            if (framing == Framing.CHUNKED) {
                field(out, "Transfer-Encoding", "chunked");
            } else if (body.length() != AnswerBody.UNKNOWN_LENGTH) {
                field(out, "Content-Length", Long.toString(body.length()));
            }
            if (trailer && framing == Framing.CHUNKED) {
                field(out, "Trailer", TRAILER_NAME);
            }
        }
        if (!keepAlive) {
            field(out, "Connection", "close");
        } else if (keepAliveField) {
            field(out, "Connection", "keep-alive");
        }
        ascii(out, "\r\n\r\n");
    }

    private static void field(ByteBuf out, String name, String value) {
        ascii(out, "\r\n");
        ascii(out, name);
        ascii(out, ": ");
        ascii(out, value);
    }

    private static void ascii(ByteBuf out, String text) {
        ByteBufUtil.writeAscii(out, text);
    }
}
