package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;

/** A growing array in which a head is put together before it goes out in one buffer. Reused; confined to one event loop. */
public final class HeadWriter {

    private byte[] bytes = new byte[2048];
    private int length;

    /** Begins a new head. */
    public HeadWriter clear() {
        length = 0;
        return this;
    }

    public HeadWriter write(byte[] source) {
        return write(source, 0, source.length);
    }

    public HeadWriter write(byte[] source, int from, int count) {
        room(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes a text of ASCII characters; for what is not on every request's way, else use prepared bytes. */
    public HeadWriter write(String ascii) {
        return write(ascii.getBytes(US_ASCII));
    }

    public HeadWriter write(byte b) {
        room(1);
        bytes[length++] = b;
        return this;
    }

    /** Writes a non-negative number in decimal. */
    public HeadWriter writeDecimal(long value) {
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        room(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    public HeadWriter crlf() {
        room(2);
        bytes[length++] = '\r';
        bytes[length++] = '\n';
        return this;
    }

    public int length() {
        return length;
    }

    /** The bytes so far in a new buffer with room for {@code extra} more; the caller owns it. */
    public ByteBuf toBuffer(ByteBufAllocator allocator, int extra) {
        return allocator.ioBuffer(length + extra).writeBytes(bytes, 0, length);
    }

    /** Appends the bytes so far to a buffer of the caller's. */
    public void appendTo(ByteBuf buffer) {
        buffer.writeBytes(bytes, 0, length);
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
