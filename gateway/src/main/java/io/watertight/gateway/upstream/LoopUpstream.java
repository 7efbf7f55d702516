package io.watertight.gateway.upstream;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event loop's part of an upstream: a pool for each address, the turn of the endpoints, and what may be retried. */
final class LoopUpstream {

    /** Retries may be a tenth of the requests: enough for a restart, too little to double an outage. */
    private static final double RETRIES_PER_REQUEST = 0.1;

    private static final double MAX_SAVED_RETRIES = 10;

    private final Upstream upstream;
    private final UpstreamClient client;
    private List<InetSocketAddress> addresses = List.of();
    private EndpointPool[] pools = new EndpointPool[0];
    private int turn;
    private double retries = MAX_SAVED_RETRIES;

    LoopUpstream(Upstream upstream, UpstreamClient client) {
        this.upstream = upstream;
        this.client = client;
        this.turn = client.index();
    }

    void onRequest() {
        retries = Math.min(MAX_SAVED_RETRIES, retries + RETRIES_PER_REQUEST);
    }

    boolean tryRetry() {
        if (retries < 1) {
            return false;
        }
        retries--;
        return true;
    }

    /** The pool whose turn it is: endpoints that failed a moment ago come last, full ones not at all. Null where there is none. */
    @SuppressWarnings("ReferenceEquality") // the list is replaced exactly when it changes
    @Nullable
    EndpointPool choose() {
        List<InetSocketAddress> current = upstream.addresses();
        if (current != addresses) {
            follow(current);
        }
        EndpointPool last = null;
        for (int i = 0; i < pools.length; i++) {
            turn = turn + 1 >= pools.length ? 0 : turn + 1;
            EndpointPool pool = pools[turn];
            if (!pool.isFull()) {
                if (!pool.isAvoided()) {
                    return pool;
                }
                last = pool;
            }
        }
        return last;
    }

    private void follow(List<InetSocketAddress> current) {
        EndpointPool[] next = new EndpointPool[current.size()];
        for (int i = 0; i < next.length; i++) {
            InetSocketAddress address = current.get(i);
            EndpointPool known = null;
            for (EndpointPool pool : pools) {
                if (pool.address().equals(address)) {
                    known = pool;
                }
            }
            next[i] = known != null ? known : client.newPool(address, upstream);
        }
        for (EndpointPool pool : pools) {
            if (!current.contains(pool.address())) {
                pool.drain();
            }
        }
        addresses = current;
        pools = next;
    }
}
