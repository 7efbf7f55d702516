package io.watertight.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    @Test
    void connectionsToAnAddressAreCountedAndThoseToItsNeighboursAreNot() throws IOException {
        // Given a server, and another at the same port of another address
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.9.0.1"));
                ServerSocket other = new ServerSocket(server.getLocalPort(), 50, InetAddress.getByName("127.9.0.11"))) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                clients.add(new Socket("127.9.0.1", server.getLocalPort()));
            }
            clients.add(new Socket("127.9.0.11", other.getLocalPort()));

            // When, Then
            assertThat(Connections.to((InetSocketAddress) server.getLocalSocketAddress()))
                    .isEqualTo(3);
            for (Socket client : clients) {
                client.close();
            }
        }
    }
}
