package io.watertight.bench.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.jspecify.annotations.Nullable;

/** Channels whose other end is the caller, with the buffers that sockets would have. */
final class EmbeddedChannels {

    private EmbeddedChannels() {}

    /** Opens one with an event loop of its own, which is whatever thread calls it. */
    static EmbeddedChannel open() {
        return pooled(new EmbeddedChannel());
    }

    /** Returns one that some other one's event loop is to open. */
    static EmbeddedChannel unopened() {
        return pooled(EmbeddedChannel.builder().register(false).build());
    }

    private static EmbeddedChannel pooled(EmbeddedChannel channel) {
        channel.config().setAllocator(PooledByteBufAllocator.DEFAULT);
        return channel;
    }

    /** Has bytes come from the other end. */
    static void write(EmbeddedChannel channel, byte[] bytes) {
        channel.pipeline()
                .fireChannelRead(channel.alloc().ioBuffer(bytes.length).writeBytes(bytes));
        channel.flushInbound();
    }

    /** Takes what went out and says whether that is anything. */
    static boolean read(EmbeddedChannel channel) {
        @Nullable ByteBuf first = channel.readOutbound();
        releaseWithRest(channel, first);
        return first != null;
    }

    /**
     * Takes the answer that went out and returns its status.
     *
     * @throws IllegalStateException if nothing did
     */
    static int readStatus(EmbeddedChannel channel) {
        @Nullable ByteBuf first = channel.readOutbound();
        if (first == null) {
            throw new IllegalStateException("not answered");
        }
        int status = (first.getByte(9) - '0') * 100 + (first.getByte(10) - '0') * 10 + (first.getByte(11) - '0');
        releaseWithRest(channel, first);
        return status;
    }

    private static void releaseWithRest(EmbeddedChannel channel, @Nullable ByteBuf first) {
        @Nullable ByteBuf next = first;
        while (next != null) {
            next.release();
            next = channel.readOutbound();
        }
    }
}
