package io.watertight.bench.load;

import java.net.InetSocketAddress;

/**
 * One process that answers.
 *
 * @param id how observers know it; unique within a run
 * @param address where it listens, resolved
 */
public record Replica(String id, InetSocketAddress address) {
    /** @throws IllegalArgumentException if the address is not resolved */
    public Replica {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("replica " + id + ": " + address + " (expected: a resolved address)");
        }
    }

    /** As field {@code Host}. */
    String hostField() {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
