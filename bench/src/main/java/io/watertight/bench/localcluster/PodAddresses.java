package io.watertight.bench.localcluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Addresses for pods: each its own, of the loopback network, of which Linux owns all of 127.0.0.0/8; and one port, the same
 * for all. Not thread-safe.
 */
final class PodAddresses {
    private static final int LAST = 250;

    private final int network = ThreadLocalRandom.current().nextInt(16, LAST);
    private final int port;
    private int given;

    /** @throws IOException if there is no free port */
    PodAddresses() throws IOException {
        // free on every address of this machine now
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    /** One that was not given before. */
    InetSocketAddress next() {
        int number = given++;
        byte[] address = {127, (byte) network, (byte) (number / LAST), (byte) (1 + number % LAST)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (IOException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
