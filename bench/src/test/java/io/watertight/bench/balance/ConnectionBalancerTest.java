package io.watertight.bench.balance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From outside, over real sockets. */
@Timeout(60)
class ConnectionBalancerTest {
    private static final int MEBIBYTE = 1 << 20;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private ConnectionBalancer balancer;

    ConnectionBalancerTest() throws IOException {
        balancer = ConnectionBalancer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 7);
    }

    @BeforeEach
    void isClosedLast() {
        opened.add(balancer);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void newConnectionsGoToAnyEndpointAllEquallyOften() throws Exception {
        // Given
        addEndpointSaying("a");
        addEndpointSaying("b");

        // When
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            heard.add(readAll(connect()));
        }

        // Then
        assertThat(heard).containsOnly("a", "b");
        assertThat(heard.stream().filter("a"::equals).count()).isBetween(70L, 130L);
    }

    @Test
    void connectionsStayWithAnEndpointThatIsTakenAwayAndNewOnesDoNotGoThere() throws Exception {
        // Given
        ServerSocket old = listen();
        balancer.add("old", address(old));
        Socket client = connect();
        Socket server = accept(old);

        // When
        balancer.remove("old");
        addEndpointSaying("new");
        send(client, "still there");
        String newcomer = readAll(connect());

        // Then
        assertThat(new String(server.getInputStream().readNBytes(11), US_ASCII)).isEqualTo("still there");
        assertThat(newcomer).isEqualTo("new");
    }

    @Test
    void anEndpointOfAnIdThatIsThereAlreadyChangesNothing() throws Exception {
        // Given
        addEndpointSaying("a");

        // When
        balancer.add("a", address(listen()));

        // Then
        for (int i = 0; i < 20; i++) {
            assertThat(readAll(connect())).isEqualTo("a");
        }
    }

    @Test
    void aConnectionIsResetWhereThereIsNoEndpoint() throws Exception {
        // When
        Socket client = connect();

        // Then
        assertThatThrownBy(() -> readAll(client)).isInstanceOf(SocketException.class);
    }

    @Test
    void aConnectionIsResetWhereItsEndpointRefuses() throws Exception {
        // Given
        ServerSocket gone = listen();
        gone.close();
        balancer.add("gone", address(gone));

        // When
        Socket client = connect();

        // Then
        assertThatThrownBy(() -> readAll(client)).isInstanceOf(SocketException.class);
    }

    @Test
    void anEndOfInputGoesOnAndTheOtherDirectionStaysOpen() throws Exception {
        // Given
        ServerSocket listening = listen();
        balancer.add("a", address(listening));
        Socket client = connect();
        Socket server = accept(listening);

        // When
        send(client, "question");
        client.shutdownOutput();
        String asked = readAll(server);
        send(server, "answer");
        server.close();

        // Then
        assertThat(asked).isEqualTo("question");
        assertThat(readAll(client)).isEqualTo("answer");
    }

    @Test
    void nothingIsLostWhereASideClosesBehindWhatItHasSent() throws Exception {
        // Given
        ServerSocket listening = listen();
        balancer.add("a", address(listening));
        byte[] sent = new byte[8 * MEBIBYTE];
        new SplittableRandom(1).nextBytes(sent);

        // When
        Socket client = connect();
        Socket server = accept(listening);
        CompletableFuture<Void> sending = inBackground(() -> {
            server.getOutputStream().write(sent);
            server.close();
        });
        byte[] received = client.getInputStream().readAllBytes();

        // Then
        sending.join();
        assertThat(received).isEqualTo(sent);
    }

    @Test
    void aSideThatDoesNotReadStopsTheOther() throws Exception {
        // Given
        ServerSocket listening = listen();
        balancer.add("a", address(listening));
        Socket client = connect();
        Socket server = accept(listening);
        CountDownLatch sent = new CountDownLatch(1);
        int mebibytes = 64; // far more than the kernel's buffers of both connections hold

        // When
        CompletableFuture<Void> sending = inBackground(() -> {
            OutputStream out = client.getOutputStream();
            for (int i = 0; i < mebibytes; i++) {
                out.write(new byte[MEBIBYTE]);
            }
            sent.countDown();
            client.shutdownOutput();
        });

        // Then
        assertThat(sent.await(1, TimeUnit.SECONDS))
                .as("sent without being read")
                .isFalse();
        assertThat(server.getInputStream().transferTo(OutputStream.nullOutputStream()))
                .isEqualTo((long) mebibytes * MEBIBYTE);
        sending.join();
    }

    @Test
    void aResetGoesOnAsOne() throws Exception {
        // Given
        ServerSocket listening = listen();
        balancer.add("a", address(listening));
        Socket client = connect();
        Socket server = accept(listening);
        send(server, "x");
        assertThat(client.getInputStream().read()).isEqualTo('x');

        // When
        server.setSoLinger(true, 0);
        server.close();

        // Then
        assertThatThrownBy(() -> readAll(client)).isInstanceOf(SocketException.class);
    }

    @Test
    void whatItCostsCanBeRead() throws Exception {
        // Given
        addEndpointSaying("a");
        long before = balancer.cpuNanos().orElseThrow();

        // When
        for (int i = 0; i < 50; i++) {
            readAll(connect());
        }

        // Then
        assertThat(balancer.cpuNanos().orElseThrow()).isGreaterThan(before);
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        assertThatThrownBy(() -> ConnectionBalancer.open(balancer.address(), 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on " + balancer.address());
    }

    /** Answers every connection with its name, and ends it. */
    private void addEndpointSaying(String name) throws IOException {
        ServerSocket listening = listen();
        inBackground(() -> {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    send(socket, name);
                }
            }
        });
        balancer.add(name, address(listening));
    }

    private ServerSocket listen() throws IOException {
        ServerSocket listening = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        opened.add(listening);
        return listening;
    }

    private Socket accept(ServerSocket listening) throws IOException {
        Socket socket = listening.accept();
        opened.add(socket);
        return socket;
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(balancer.address().getAddress(), balancer.address().getPort());
        opened.add(socket);
        return socket;
    }

    private static InetSocketAddress address(ServerSocket listening) {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String readAll(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), US_ASCII);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> inBackground(Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (IOException ended) {
                        throw new UncheckedIOException(ended);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }
}
