package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Feeds heads to a reader, in one piece or in several, and says in one word what it made of them. */
final class Heads {

    static final HeadLimits LIMITS = new HeadLimits(2048, 256, 16);

    private Heads() {}

    static ByteBuf bytes(String latin1) {
        return Unpooled.wrappedBuffer(latin1.getBytes(ISO_8859_1));
    }

    static RequestHead accepted(String text) {
        RequestHeadReader reader = new RequestHeadReader(LIMITS);
        RequestHeadReader.Result result = reader.read(bytes(text));
        if (result != RequestHeadReader.Result.COMPLETE) {
            throw new AssertionError(verdict(result, reader) + " for " + text);
        }
        return reader.head();
    }

    static String verdictAtOnce(String text) {
        RequestHeadReader reader = new RequestHeadReader(LIMITS);
        return verdict(reader.read(bytes(text)), reader);
    }

    /** The verdict where the first {@code split} bytes come alone. */
    static String verdictInTwo(String text, int split) {
        RequestHeadReader reader = new RequestHeadReader(LIMITS);
        RequestHeadReader.Result result = reader.read(bytes(text.substring(0, split)));
        if (result == RequestHeadReader.Result.INCOMPLETE) {
            result = reader.read(bytes(text));
        }
        return verdict(result, reader);
    }

    static String verdictDripFed(String text) {
        RequestHeadReader reader = new RequestHeadReader(LIMITS);
        RequestHeadReader.Result result = RequestHeadReader.Result.INCOMPLETE;
        for (int n = 1; n <= text.length() && result == RequestHeadReader.Result.INCOMPLETE; n++) {
            result = reader.read(bytes(text.substring(0, n)));
        }
        return verdict(result, reader);
    }

    private static String verdict(RequestHeadReader.Result result, RequestHeadReader reader) {
        return switch (result) {
            case INCOMPLETE -> "incomplete";
            case COMPLETE -> "ok";
            case REFUSED -> reader.refusal().status() + " " + reader.refusal();
        };
    }

    static String target(RequestHead head) {
        return new String(head.target(), head.targetStart(), head.targetEnd() - head.targetStart(), ISO_8859_1);
    }

    static String host(RequestHead head) {
        return new String(head.bytes(), head.hostStart(), head.hostEnd() - head.hostStart(), ISO_8859_1);
    }

    static String forwarded(RequestHead head) {
        HeadWriter out = new HeadWriter();
        head.writeForwarded(out);
        return text(out);
    }

    static String text(HeadWriter out) {
        ByteBuf buffer = Unpooled.buffer();
        out.appendTo(buffer);
        return buffer.toString(ISO_8859_1);
    }
}
