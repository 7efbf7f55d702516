package io.watertight.gateway.upstream;

import io.watertight.gateway.config.Endpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the names of endpoints on a thread of its own, again and again, since the system's resolver blocks and an event loop must not. A name that
 * cannot be resolved keeps the addresses it had.
 */
public final class AddressResolver implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AddressResolver.class);
    private static final long PERIOD_SECONDS = 5;

    private final Supplier<Collection<Upstream>> upstreams;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("address-resolver").factory());

    /**
     * A resolver that does nothing until {@link #start}.
     *
     * @param upstreams those of the configuration in force; asked at each round
     */
    public AddressResolver(Supplier<Collection<Upstream>> upstreams) {
        this.upstreams = upstreams;
    }

    public void start() {
        thread.scheduleWithFixedDelay(
                () -> upstreams.get().forEach(AddressResolver::resolve),
                PERIOD_SECONDS,
                PERIOD_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Resolves all endpoints of one upstream now, blocking. Endpoints that are literal addresses never fail. */
    public static void resolve(Upstream upstream) {
        List<InetSocketAddress> resolved = new ArrayList<>();
        for (Endpoint endpoint : upstream.config().endpoints()) {
            try {
                for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
                    resolved.add(new InetSocketAddress(address, endpoint.port()));
                }
            } catch (UnknownHostException e) {
                LOG.atWarn()
                        .setMessage("endpoint not resolved")
                        .addKeyValue("upstream", upstream.name())
                        .addKeyValue("host", endpoint.host())
                        .log();
                upstream.addresses().stream()
                        .filter(known -> known.getPort() == endpoint.port()
                                && known.getHostString()
                                        .toLowerCase(Locale.ROOT)
                                        .equals(endpoint.host().toLowerCase(Locale.ROOT)))
                        .forEach(resolved::add);
            }
        }
        upstream.setAddresses(resolved);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
