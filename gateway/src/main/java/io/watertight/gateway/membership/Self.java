package io.watertight.gateway.membership;

import io.watertight.gateway.config.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the members this replica is. Used by one thread, which it may block. */
final class Self {

    private final @Nullable Endpoint configured;
    private final InetSocketAddress listen;

    /**
     * Knows it by configuration, or else by the port and an address that is this host's.
     *
     * @param configured what it is; null to find it
     * @param listen where this replica listens
     */
    Self(@Nullable Endpoint configured, InetSocketAddress listen) {
        this.configured = configured;
        this.listen = listen;
    }

    /** @throws IOException if it cannot be told for now */
    boolean isAmong(Set<Endpoint> members) throws IOException {
        if (configured != null) {
            return members.contains(configured);
        }
        for (Endpoint member : members) {
            if (member.port() == listen.getPort() && isOwn(member.host())) {
                return true;
            }
        }
        return false;
    }

    private boolean isOwn(String host) throws IOException {
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                boolean own = listen.getAddress().isAnyLocalAddress()
                        ? NetworkInterface.getByInetAddress(address) != null
                        : address.equals(listen.getAddress());
                if (own) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
