package io.watertight.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannelConfig;
import java.util.function.Consumer;

/** What goes out to one client: writes, put together to few flushes, and the two ways to an end. Confined to its event loop. */
final class ClientOutput {

    private final Channel channel;
    private boolean unflushed;

    ClientOutput(Channel channel) {
        this.channel = channel;
    }

    /** Writes without flushing; takes over the buffer. */
    void write(ByteBuf bytes) {
        unflushed = true;
        channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        if (unflushed) {
            unflushed = false;
            channel.flush();
        }
    }

    /** True where the client takes more now. */
    boolean isWritable() {
        return channel.isWritable();
    }

    /** True where the client takes more now, or will when it has what is held back. */
    boolean takesMore() {
        if (!channel.isWritable()) {
            flush();
        }
        return channel.isWritable();
    }

    /** Sends what is written, however long the client takes for it, and tells then whether it could be sent. */
    void finish(Consumer<Boolean> then) {
        unflushed = false;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> then.accept(written.isSuccess()));
    }

    /** Ends our side of the stream only; false where that cannot be done. */
    boolean shutDown() {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            return true;
        }
        return false;
    }

    /** Has the next close be a reset, which nobody takes for the end of an answer. */
    void resetOnClose() {
        if (channel.config() instanceof SocketChannelConfig config && channel.isOpen()) {
            config.setSoLinger(0);
        }
    }

    void close() {
        channel.close();
    }
}
