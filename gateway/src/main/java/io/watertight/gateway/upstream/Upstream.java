package io.watertight.gateway.upstream;

import io.watertight.gateway.config.UpstreamConfig;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One upstream as all event loops share it: configuration, addresses as last resolved, and each loop's own part. Safe for use by all loops. */
public final class Upstream {

    private final String name;
    private final UpstreamConfig config;
    private final UpstreamMeters meters;
    private final @Nullable LoopUpstream[] perLoop;
    private volatile List<InetSocketAddress> addresses = List.of();

    public Upstream(String name, UpstreamConfig config, UpstreamMeters meters, int loops) {
        this.name = name;
        this.config = config;
        this.meters = meters;
        this.perLoop = new LoopUpstream[loops];
    }

    public String name() {
        return name;
    }

    public UpstreamConfig config() {
        return config;
    }

    UpstreamMeters meters() {
        return meters;
    }

    List<InetSocketAddress> addresses() {
        return addresses;
    }

    void setAddresses(List<InetSocketAddress> resolved) {
        if (!resolved.equals(addresses)) {
            addresses = List.copyOf(resolved);
        }
    }

    /** The part of event loop {@code client}; each loop touches only its own. */
    LoopUpstream on(UpstreamClient client) {
        LoopUpstream own = perLoop[client.index()];
        if (own == null) {
            own = new LoopUpstream(this, client);
            perLoop[client.index()] = own;
        }
        return own;
    }
}
