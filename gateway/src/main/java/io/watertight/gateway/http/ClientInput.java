package io.watertight.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.watertight.gateway.loop.Buffers;
import org.jspecify.annotations.Nullable;

/** What has come from one client and has not been consumed. Confined to its event loop. */
final class ClientInput {

    /** Below this part of its buffer what is left is copied out. */
    private static final int WORTH_A_COPY = 4;

    private final Channel channel;
    private @Nullable ByteBuf held;
    private boolean ended;

    ClientInput(Channel channel) {
        this.channel = channel;
    }

    /** Takes over what has come. */
    void add(ByteBuf bytes) {
        held = Buffers.join(channel.alloc(), held, bytes);
    }

    /** The bytes at hand, to be consumed; not to be kept. */
    ByteBuf bytes() {
        return held == null ? Unpooled.EMPTY_BUFFER : held;
    }

    /** How many bytes are at hand. */
    int length() {
        return held == null ? 0 : held.readableBytes();
    }

    /** Gives back the memory of what has been consumed: a little that is left does not keep the large buffer that it came in. */
    void trim() {
        ByteBuf in = held;
        if (in == null) {
            return;
        }
        int left = in.readableBytes();
        if (left == 0) {
            release();
        } else if (left < in.capacity() / WORTH_A_COPY) {
            held = channel.alloc().ioBuffer(left).writeBytes(in);
            in.release();
        }
    }

    /** Gives back all memory. */
    void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    /** The client has ended its side of the stream. */
    void onEnd() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    void setReading(boolean reading) {
        if (channel.config().isAutoRead() != reading) {
            channel.config().setAutoRead(reading);
        }
    }
}
