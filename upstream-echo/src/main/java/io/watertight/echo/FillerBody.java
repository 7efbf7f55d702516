package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** As many bytes as were asked for: printable, sliced from one shared buffer, so that any length costs no memory. */
final class FillerBody implements AnswerBody {
    private static final ByteBuf PATTERN = newPattern(64 * 1024);

    private final long length;
    private long handedOut;

    FillerBody(long length) {
        this.length = length;
    }

    @Override
    public String contentType() {
        return "text/plain";
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void onRequestContent(ByteBuf content) {
        // what was sent has no part in the answer
    }

    @Override
    public void onRequestEnd() {
        // likewise
    }

    @Override
    public @Nullable ByteBuf next(int maxBytes) {
        int offset = (int) (handedOut % PATTERN.capacity());
        int pieceBytes = (int) Math.min(Math.min(maxBytes, PATTERN.capacity() - offset), length - handedOut);
        if (pieceBytes == 0) {
            return null;
        }
        handedOut += pieceBytes;
        return PATTERN.slice(offset, pieceBytes);
    }

    @Override
    public boolean isExhausted() {
        return handedOut == length;
    }

    @Override
    public void release() {
        // the pattern is never released
    }

    private static ByteBuf newPattern(int bytes) {
        byte[] line =
                "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuf pattern = Unpooled.directBuffer(bytes, bytes);
        while (pattern.isWritable()) {
            pattern.writeBytes(line);
        }
        return Unpooled.unreleasableBuffer(pattern.asReadOnly());
    }
}
