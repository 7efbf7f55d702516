package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.HeadWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts one message on its way, in the framing that its head has announced: a small body goes out in the buffer of its head, a large one as slices of what
 * was read. Reused from message to message; confined to one event loop.
 */
final class MessageWriter {

    /** Up to this many bytes are cheaper to copy than to write as a buffer of their own. */
    static final int COPY_BYTES = 4096;

    private static final byte[] LAST_CHUNK = "0\r\n".getBytes(US_ASCII);
    private static final int CRLF = ('\r' << 8) | '\n';

    /** Room for the end of one chunk and the size of the next. */
    private static final int FRAME_BYTES = 16;

    private final ByteBufAllocator allocator;
    private final Consumer<ByteBuf> out;
    private @Nullable ByteBuf pending;
    private boolean chunked;
    private boolean trailers;

    /**
     * A writer between messages.
     *
     * @param out where buffers go; takes them over
     */
    MessageWriter(ByteBufAllocator allocator, Consumer<ByteBuf> out) {
        this.allocator = allocator;
        this.out = out;
    }

    /** Begins a message; {@code trailers} says whether the receiver has asked for trailer fields. */
    void begin(ByteBuf head, boolean chunked, boolean trailers) {
        flush();
        this.pending = head;
        this.chunked = chunked;
        this.trailers = trailers;
    }

    /** Moves {@code length} bytes of content from {@code in}. */
    void data(ByteBuf in, int length) {
        boolean copied = length <= COPY_BYTES;
        if (chunked) {
            writeSize(room(copied ? COPY_BYTES + FRAME_BYTES : FRAME_BYTES), length);
        }
        ByteBuf held = pending;
        if (held != null && copied) {
            held.writeBytes(in, length);
        } else {
            flush();
            out.accept(in.readRetainedSlice(length));
        }
        if (chunked) {
            room(FRAME_BYTES).writeShort(CRLF); // goes out with the size of the next chunk, or at the next flush
        }
    }

    /** Ends the message. */
    void end(BodyReader body, HeadWriter scratch) {
        if (chunked) {
            scratch.write(LAST_CHUNK);
            if (trailers) {
                body.writeTrailers(scratch);
            }
            scratch.crlf();
            if (pending == null) {
                pending = scratch.toBuffer(allocator, 0);
            } else {
                scratch.appendTo(pending);
            }
        }
        flush();
    }

    /** Sends what is still held back. */
    void flush() {
        ByteBuf held = pending;
        if (held != null) {
            pending = null;
            out.accept(held);
        }
    }

    /** Forgets what is still held back. */
    void discard() {
        ByteBuf held = pending;
        if (held != null) {
            pending = null;
            held.release();
        }
    }

    private ByteBuf room(int bytes) {
        ByteBuf held = pending;
        if (held == null) {
            held = allocator.ioBuffer(bytes);
            pending = held;
        }
        return held;
    }

    private static void writeSize(ByteBuf out, int size) {
        int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(size)) / 4);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            out.writeByte(Character.forDigit((size >> shift) & 0xf, 16));
        }
        out.writeShort(CRLF);
    }
}
