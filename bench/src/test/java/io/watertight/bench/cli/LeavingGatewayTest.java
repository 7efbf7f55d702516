package io.watertight.bench.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that had no processor for a while, as within a CPU quota, and finds clients and SIGTERM when it has one again. */
@Timeout(120)
class LeavingGatewayTest {

    private static final int CLIENTS = 50;
    private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    private Path directory = Path.of("");

    private ManagedProcess start(EchoServer echo) throws IOException {
        Path file = Files.writeString(
                directory.resolve("gateway.yaml"), """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 2
                routes: [ { path: /, upstream: echo, auth: none } ]
                upstreams: { echo: { endpoints: [ "127.0.0.1:%d" ] } }
                shutdown: { propagation: 0s, idle: 5s, deadline: 15s }
                """.formatted(echo.address().getPort()));
        return ManagedProcess.start(Launch.java(
                "gateway",
                List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"),
                System.getProperty("java.class.path"),
                Main.class.getName(),
                List.of("gateway", file.toString()),
                directory.resolve("output")));
    }

    private static String answer(Socket client) throws IOException {
        String line = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine();
        return line == null ? "closed without an answer" : line;
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket client = new Socket();
        client.connect(address);
        client.setSoTimeout(10_000);
        return client;
    }

    private static void send(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(US_ASCII));
    }

    private static Socket servedAlready(InetSocketAddress address) throws IOException {
        Socket client = connect(address);
        send(client);
        assertThat(answer(client)).isEqualTo("HTTP/1.1 200 OK");
        return client;
    }

    @Test
    void answersEveryRequestThatWasSentBeforeItKnew() throws Exception {
        try (EchoServer echo = EchoServer.start(EchoOptions.local());
                ManagedProcess gateway = start(echo)) {
            InetSocketAddress address =
                    gateway.awaitReady(Duration.ofSeconds(30)).address("listen");
            // Given clients that have been served before, and many that come while the gateway stands still
            List<Socket> clients = new ArrayList<>();
            Socket known = servedAlready(address);
            Socket late = servedAlready(address);
            gateway.pause();
            send(known);
            clients.add(known);
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = connect(address);
                send(client);
                clients.add(client);
            }
            clients.add(late);

            // When it is told to end
            gateway.terminate();
            gateway.resume();

            // Then all have an answer, and so has who sent the next request a little after that
            TimeUnit.SECONDS.sleep(1);
            send(late);
            assertThat(clients).extracting(LeavingGatewayTest::answer).containsOnly("HTTP/1.1 200 OK");
            for (Socket client : clients) {
                client.close();
            }
            assertThat(gateway.awaitEnd()).isZero();
            assertThat(Files.readString(directory.resolve("output"))).contains("connectionsCut=\"0\"");
        }
    }
}
