package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request as JSON:
 * {@code {"method":"POST","path":"/a?b=c","version":"HTTP/1.1","headers":[["Host","h"]],"body":"...","bodyBytes":3,"truncated":false}}.
 *
 * <p>Fields keep their order, their case and their repetitions. The body is one character per byte (U+0000 to U+00FF), so
 * that any bytes survive and can be compared. Held back until the request has ended, it is cut to {@link #HELD_BYTES};
 * streamed, it is echoed whole, and what is held is what the peer has not taken yet.
 */
final class EchoBody implements AnswerBody {
    /** How much of a body is echoed when the answer waits for the end of the request. */
    static final int HELD_BYTES = 64 * 1024;

    private final ByteBuf json;
    private final boolean streamed;
    private long requestBytes;
    private boolean truncated;
    private boolean ended;

    EchoBody(ByteBufAllocator allocator, HttpRequest request, boolean streamed) {
        this.streamed = streamed;
        json = allocator.ioBuffer(512);
        member("{\"method\":", request.method().name());
        member(",\"path\":", request.uri());
        member(",\"version\":", request.protocolVersion().text());
        JsonText.raw(json, ",\"headers\":[");
        Iterator<Map.Entry<CharSequence, CharSequence>> fields =
                request.headers().iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            member("[", field.getKey());
            member(",", field.getValue());
            JsonText.raw(json, fields.hasNext() ? "]," : "]");
        }
        JsonText.raw(json, "],\"body\":\"");
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public long length() {
        return streamed ? UNKNOWN_LENGTH : json.writerIndex();
    }

    @Override
    public void onRequestContent(ByteBuf content) {
        int kept = content.readableBytes();
        if (!streamed && requestBytes + kept > HELD_BYTES) {
            kept = (int) Math.max(0, HELD_BYTES - requestBytes);
            truncated = true;
        }
        requestBytes += content.readableBytes();
        JsonText.escaped(json, content, kept);
    }

    @Override
    public void onRequestEnd() {
        JsonText.raw(json, "\",\"bodyBytes\":" + requestBytes + ",\"truncated\":" + truncated + "}\n");
        ended = true;
    }

    @Override
    public @Nullable ByteBuf next(int maxBytes) {
        if (!json.isReadable()) {
            return null;
        }
        int pieceBytes = Math.min(maxBytes, json.readableBytes());
        if (!streamed) {
            return json.readRetainedSlice(pieceBytes);
        }
        // a copy: the buffer can then be used again from its start, however long the body
        ByteBuf piece = json.readBytes(pieceBytes);
        if (!json.isReadable()) {
            json.clear();
        }
        return piece;
    }

    @Override
    public boolean isExhausted() {
        return ended && !json.isReadable();
    }

    @Override
    public void release() {
        json.release();
    }

    private void member(String before, CharSequence value) {
        JsonText.raw(json, before);
        JsonText.quoted(json, value);
    }
}
