package io.watertight.bench.compare;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where requests go.
 *
 * @param port on 127.0.0.1
 * @param path the target
 */
record Address(int port, String path) {
    /** @throws IllegalArgumentException if it is not {@code 127.0.0.1:PORT/PATH} */
    static Address parse(String text) {
        int colon = text.indexOf(':');
        int slash = text.indexOf('/');
        if (colon < 0 || slash < colon || !text.substring(colon + 1, slash).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("entrance: " + text + " (expected: 127.0.0.1:PORT/PATH)");
        }
        return new Address(Integer.parseInt(text.substring(colon + 1, slash)), text.substring(slash));
    }

    String authority() {
        return "127.0.0.1:" + port;
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
