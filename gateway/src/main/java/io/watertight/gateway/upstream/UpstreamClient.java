package io.watertight.gateway.upstream;

import io.netty.bootstrap.Bootstrap;
import io.watertight.gateway.loop.LoopContext;
import io.watertight.gateway.wire.HeadLimits;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One event loop's way to all upstreams. Confined to that loop. */
public final class UpstreamClient {

    private final LoopContext loop;
    private final Bootstrap bootstrap;
    private final HeadLimits limits;

    /**
     * One event loop's client, without connections yet.
     *
     * @param bootstrap opens channels on this very event loop, without resolving names
     * @param limits how large a response's head may be
     */
    public UpstreamClient(LoopContext loop, Bootstrap bootstrap, HeadLimits limits) {
        this.loop = loop;
        this.bootstrap = bootstrap;
        this.limits = limits;
    }

    int index() {
        return loop.index();
    }

    EndpointPool newPool(InetSocketAddress address, Upstream upstream) {
        return new EndpointPool(address, upstream, loop, bootstrap, limits);
    }

    /**
     * Asks for a connection; the listener hears that it is there now or later, and of failure later only.
     *
     * @param repeatable true where the request can be sent twice, and that is as sending it once
     * @return the connection, for {@link UpstreamConnection#abort}; null where none is to be had, and the listener hears nothing
     */
    public @Nullable UpstreamConnection acquire(Upstream upstream, UpstreamListener listener, boolean repeatable) {
        LoopUpstream own = upstream.on(this);
        own.onRequest();
        EndpointPool pool = own.choose();
        if (pool == null) {
            upstream.meters().onFailed(loop.index(), UpstreamFailure.UNAVAILABLE, 0);
            return null;
        }
        return pool.acquire(listener, repeatable);
    }

    /** Takes one retry from the upstream's budget; false where there is none left and the failure is to be told to the client. */
    public boolean tryRetry(Upstream upstream) {
        return upstream.on(this).tryRetry();
    }
}
