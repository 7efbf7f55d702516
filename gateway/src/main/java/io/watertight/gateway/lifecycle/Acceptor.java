package io.watertight.gateway.lifecycle;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Notes each connection as soon as it is taken, and stops taking them without losing one. On the listener's event loop, but for {@link #close}. */
@ChannelHandler.Sharable
final class Acceptor extends ChannelInboundHandlerAdapter {

    private static final long ROUND_MILLIS = 1;

    private final ChannelGroup connections;
    private final AtomicLong accepted = new AtomicLong();

    /** @param connections gets every connection, before the event loop that will serve it knows of it */
    Acceptor(ChannelGroup connections) {
        this.connections = connections;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        accepted.incrementAndGet();
        connections.add((Channel) message);
        super.channelRead(ctx, message);
    }

    /**
     * Takes what has connected already, then closes the listener: what the kernel still keeps for it would be reset. Waits for that.
     *
     * @param mayGoOn asked before each round of taking more
     */
    void close(Channel listener, BooleanSupplier mayGoOn) {
        long before;
        do {
            before = accepted.get();
            // a timer's task never runs in the round of the event loop it was set in, so the sockets are looked at in
            // between
            listener.eventLoop()
                    .schedule(() -> {}, ROUND_MILLIS, TimeUnit.MILLISECONDS)
                    .syncUninterruptibly();
        } while (accepted.get() != before && mayGoOn.getAsBoolean());
        listener.close().syncUninterruptibly();
    }
}
