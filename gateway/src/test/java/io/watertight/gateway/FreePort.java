package io.watertight.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address for whoever has to know one before it is listened on. They lie below those that the kernel gives to who
 * asks for any (from 32 768 unless it is told otherwise), so that no other connection takes one meanwhile.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int AFTER_LAST = 32_000;

    private FreePort() {}

    public static int find() {
        for (int i = 0; i < 1_000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // another one, then
            }
        }
        throw new AssertionError("no free port");
    }
}
