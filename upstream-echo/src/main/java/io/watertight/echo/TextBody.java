package io.watertight.echo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** Why a request was not served: one line of text. */
final class TextBody implements AnswerBody {
    private final ByteBuf text;

    TextBody(ByteBufAllocator allocator, String line) {
        text = ByteBufUtil.writeUtf8(allocator, line + "\n");
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public long length() {
        return text.writerIndex();
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
        return text.isReadable() ? text.readRetainedSlice(Math.min(maxBytes, text.readableBytes())) : null;
    }

    @Override
    public boolean isExhausted() {
        return !text.isReadable();
    }

    @Override
    public void release() {
        text.release();
    }
}
