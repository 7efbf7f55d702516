package io.watertight.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.wire.HeadLimits;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/** The connections of one event loop to one endpoint. The most recently used one goes out first, so that surplus ones grow old and are closed. */
final class EndpointPool {

    static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** A request that may not be sent twice takes a pooled connection only if it was in use that recently: well within any server's keep-alive time. */
    private static final long MAX_IDLE_FOR_UNREPEATABLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long AVOID_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final InetSocketAddress address;
    private final Upstream upstream;
    private final LoopContext loop;
    private final Bootstrap bootstrap;
    private final HeadLimits limits;
    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
    private int open;
    private long avoidUntilNanos;

    EndpointPool(
            InetSocketAddress address, Upstream upstream, LoopContext loop, Bootstrap bootstrap, HeadLimits limits) {
        this.address = address;
        this.upstream = upstream;
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.limits = limits;
        this.avoidUntilNanos = loop.coarseNanos();
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isAvoided() {
        return avoidUntilNanos - loop.coarseNanos() > 0;
    }

    boolean isFull() {
        return idle.isEmpty() && open >= upstream.config().maxConnections();
    }

    long responseTimeoutNanos() {
        return upstream.config().responseTimeout().toNanos();
    }

    /** Gives the listener a connection, at once or when one is open. Returns the connection that will serve, for aborting. */
    UpstreamConnection acquire(UpstreamListener listener, boolean repeatable) {
        UpstreamConnection pooled = idle.peekLast();
        if (pooled != null && (repeatable || pooled.idleNanos() < MAX_IDLE_FOR_UNREPEATABLE_NANOS)) {
            idle.removeLast();
            upstream.meters().onIdle(-1);
            pooled.reuse(listener);
            return pooled;
        }
        if (pooled != null && open >= upstream.config().maxConnections()) {
            idle.getFirst().abort();
        }
        UpstreamConnection connection = new UpstreamConnection(this, loop, limits, listener);
        open++;
        upstream.meters().onOpen(1);
        ChannelFuture connecting = bootstrap
                .clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        upstream.config().connectTimeout().toMillis())
                // a write that fails must not take with it an answer that has come already
                .option(ChannelOption.AUTO_CLOSE, false)
                .handler(connection)
                .connect(address);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connection.onOpen(connecting.channel());
            } else {
                // later, as all bad news; and where no socket was to be had, this is not the event loop's thread
                loop.eventLoop().execute(() -> onOpenFailed(connection));
            }
        });
        return connection;
    }

    private void onOpenFailed(UpstreamConnection connection) {
        avoidUntilNanos = loop.coarseNanos() + AVOID_AFTER_FAILURE_NANOS;
        connection.onOpenFailed();
    }

    void release(UpstreamConnection connection) {
        idle.addLast(connection);
        upstream.meters().onIdle(1);
    }

    void onClosed(UpstreamConnection connection) {
        open--;
        upstream.meters().onOpen(-1);
        if (idle.remove(connection)) {
            upstream.meters().onIdle(-1);
        }
    }

    void onServed(long nanos) {
        upstream.meters().onServed(loop.index(), nanos);
    }

    void onFailed(UpstreamFailure failure, long nanos) {
        upstream.meters().onFailed(loop.index(), failure, nanos);
    }

    /** Closes what is idle, when the endpoint is no longer one of the upstream's. */
    void drain() {
        for (UpstreamConnection connection : idle.toArray(UpstreamConnection[]::new)) {
            connection.abort();
        }
    }
}
