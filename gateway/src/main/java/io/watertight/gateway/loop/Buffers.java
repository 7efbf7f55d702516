package io.watertight.gateway.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Joining what was left over with what has come. Stateless. */
public final class Buffers {

    private Buffers() {}

    /** One buffer with the bytes of both; takes over both, the caller owns the result. */
    public static ByteBuf join(ByteBufAllocator allocator, @Nullable ByteBuf left, ByteBuf right) {
        if (left == null) {
            return right;
        }
        if (!left.isReadable()) {
            left.release();
            return right;
        }
        if (left.refCnt() == 1 && !left.isReadOnly() && left.maxFastWritableBytes() >= right.readableBytes()) {
            left.writeBytes(right);
            right.release();
            return left;
        }
        ByteBuf joined = allocator.ioBuffer(left.readableBytes() + right.readableBytes());
        joined.writeBytes(left).writeBytes(right);
        left.release();
        right.release();
        return joined;
    }
}
