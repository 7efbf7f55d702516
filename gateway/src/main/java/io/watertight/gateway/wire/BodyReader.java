package io.watertight.gateway.wire;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Follows the framing of one message body and says which of the coming bytes are its content. Strict: a chunk is {@code hex [;extension] CRLF data CRLF}
 * without a bare CR or LF anywhere. Of the trailer
 * fields only those remain that the gateway knows nothing of: what it acts on has to be in the head. Reused from message to message; confined to one event loop.
 *
 * <p>Usage: call {@link #next} until it answers {@link Step#NEED_MORE}, {@link Step#END} or {@link Step#MALFORMED}; after {@link Step#DATA} take exactly
 * {@link #dataLength} bytes from the buffer first.
 */
public final class BodyReader {

    /** What comes next. */
    public enum Step {
        /** {@link #dataLength} bytes of content are at the buffer's reader index. */
        DATA,
        NEED_MORE,
        END,
        MALFORMED
    }

    private enum State {
        LENGTH,
        UNTIL_CLOSE,
        CHUNK_HEAD,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        DONE,
        BROKEN
    }

    private static final int MAX_CHUNK_HEAD_BYTES = 256;
    private static final int MAX_TRAILER_BYTES = 8192;
    private static final int MAX_TRAILER_FIELDS = 64;
    /** Extensions carry nothing that the gateway forwards; a body that consists of them is an attack. */
    private static final int MAX_EXTENSION_BYTES = 16384;

    private State state = State.DONE;
    private long remaining;
    private int dataLength;
    private int extensionBytes;
    private byte[] section = new byte[0];
    private final Fields trailers = new Fields();
    private boolean hasTrailers;

    /** Begins a body of {@code length} bytes, or {@link RequestHead#CHUNKED}, or {@link ResponseHead#UNTIL_CLOSE}. */
    public void begin(long length) {
        hasTrailers = false;
        extensionBytes = 0;
        remaining = length;
        if (length == RequestHead.CHUNKED) {
            state = State.CHUNK_HEAD;
        } else if (length == ResponseHead.UNTIL_CLOSE) {
            state = State.UNTIL_CLOSE;
        } else {
            state = length == 0 ? State.DONE : State.LENGTH;
        }
    }

    /** True where the body has ended. */
    public boolean isDone() {
        return state == State.DONE;
    }

    /** True where the end of the connection is the end of the body. */
    public boolean endsWithConnection() {
        return state == State.UNTIL_CLOSE;
    }

    /** How many bytes of content are next in the buffer; valid after {@link Step#DATA}. */
    public int dataLength() {
        return dataLength;
    }

    /** Consumes framing from {@code in} up to the next content, the end, or the end of the buffer. */
    public Step next(ByteBuf in) {
        while (true) {
            switch (state) {
                case DONE -> {
                    return Step.END;
                }
                case BROKEN -> {
                    return Step.MALFORMED;
                }
                case UNTIL_CLOSE -> {
                    dataLength = in.readableBytes();
                    return dataLength == 0 ? Step.NEED_MORE : Step.DATA;
                }
                case LENGTH, CHUNK_DATA -> {
                    dataLength = (int) Math.min(remaining, in.readableBytes());
                    if (dataLength == 0) {
                        return Step.NEED_MORE;
                    }
                    remaining -= dataLength;
                    if (remaining == 0) {
                        state = state == State.LENGTH ? State.DONE : State.CHUNK_END;
                    }
                    return Step.DATA;
                }
                case CHUNK_END -> {
                    if (in.readableBytes() < 2) {
                        return Step.NEED_MORE;
                    }
                    state = in.readByte() == '\r' && in.readByte() == '\n' ? State.CHUNK_HEAD : State.BROKEN;
                }
                case CHUNK_HEAD -> {
                    if (!readChunkHead(in)) {
                        return state == State.BROKEN ? Step.MALFORMED : Step.NEED_MORE;
                    }
                }
                case TRAILERS -> {
                    if (!readTrailers(in)) {
                        return state == State.BROKEN ? Step.MALFORMED : Step.NEED_MORE;
                    }
                }
            }
        }
    }

    private boolean readChunkHead(ByteBuf in) {
        int from = in.readerIndex();
        int end = Math.min(in.writerIndex(), from + MAX_CHUNK_HEAD_BYTES);
        int at = from;
        long size = 0;
        while (at < end && Chars.is(in.getByte(at), Chars.HEX)) {
            if (at - from == 15) {
                return broken();
            }
            size = (size << 4) | Chars.hexValue(in.getByte(at));
            at++;
        }
        int extension = at;
        if (at < end && (at == from || (in.getByte(at) != '\r' && in.getByte(at) != ';'))) {
            return broken();
        }
        while (at < end && Chars.is(in.getByte(at), Chars.VALUE)) {
            at++;
        }
        if (at + 1 >= end) {
            boolean mayGoOn = end - from < MAX_CHUNK_HEAD_BYTES && (at == end || in.getByte(at) == '\r');
            return !mayGoOn && broken();
        }
        extensionBytes += at - extension;
        if (in.getByte(at) != '\r'
                || in.getByte(at + 1) != '\n'
                || extensionBytes > MAX_EXTENSION_BYTES
                || !areExtensions(in, extension, at)) {
            return broken();
        }
        in.readerIndex(at + 2);
        remaining = size;
        state = size == 0 ? State.TRAILERS : State.CHUNK_DATA;
        return true;
    }

    /** {@code *( ";" token [ "=" ( token / quoted-string ) ] )} of RFC 9112, section 7.1.1, without white space. */
    private static boolean areExtensions(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to) {
            if (in.getByte(at) != ';') {
                return false;
            }
            int nameEnd = endOfToken(in, at + 1, to);
            if (nameEnd == at + 1) {
                return false;
            }
            at = nameEnd;
            if (at < to && in.getByte(at) == '=') {
                boolean quoted = at + 1 < to && in.getByte(at + 1) == '"';
                int valueEnd = quoted ? endOfQuoted(in, at + 2, to) : endOfToken(in, at + 1, to);
                if (valueEnd <= at + 1) {
                    return false;
                }
                at = valueEnd;
            }
        }
        return true;
    }

    private static int endOfToken(ByteBuf in, int from, int to) {
        int at = from;
        while (at < to && Chars.is(in.getByte(at), Chars.TCHAR)) {
            at++;
        }
        return at;
    }

    /** The position behind the closing quote, or -1 where there is none. */
    private static int endOfQuoted(ByteBuf in, int from, int to) {
        for (int at = from; at < to; at++) {
            byte c = in.getByte(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\') {
                at++;
            }
        }
        return -1;
    }

    private boolean readTrailers(ByteBuf in) {
        int length = Math.min(in.readableBytes(), MAX_TRAILER_BYTES);
        if (length >= 2 && in.getByte(in.readerIndex()) == '\r' && in.getByte(in.readerIndex() + 1) == '\n') {
            in.skipBytes(2);
            state = State.DONE;
            return true;
        }
        if (section.length < length) {
            section = Arrays.copyOf(section, length);
        }
        in.getBytes(in.readerIndex(), section, 0, length);
        int end = trailers.read(section, 0, length, MAX_TRAILER_FIELDS);
        if (end == Fields.INCOMPLETE && length < MAX_TRAILER_BYTES) {
            return false;
        }
        if (end < 0) {
            return broken();
        }
        in.skipBytes(end);
        hasTrailers = true;
        for (int i = 0; i < trailers.count(); i++) {
            if (trailers.name(i) != FieldName.OTHER) {
                trailers.dropAt(i);
            }
        }
        state = State.DONE;
        return true;
    }

    private boolean broken() {
        state = State.BROKEN;
        return false;
    }

    /** Writes the trailer fields that may be forwarded, each with its line end, without the empty line. */
    public void writeTrailers(HeadWriter out) {
        if (hasTrailers) {
            trailers.copyKept(section, out);
        }
    }
}
