package io.watertight.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a connection is used and ended, byte by byte. */
class EchoConnectionTest {
    private static EchoServer server;

    @BeforeAll
    static void start() throws IOException {
        server = EchoServer.start(EchoOptions.local());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=3 HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.readAnswer())
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n012");

            client.send("GET /?bytes=4 HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(client.readAnswer()).endsWith("\r\n\r\n0123");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderThoughTheFirstIsTheSlowest() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=1&latency=100ms HTTP/1.1\r\nHost: h\r\n\r\n"
                    + "POST /?bytes=2&burn=1ms HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
                    + "GET /?bytes=3 HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(client.readAnswer()).endsWith("\r\n\r\n0");
            assertThat(client.readAnswer()).endsWith("\r\n\r\n01");
            assertThat(client.readAnswer()).endsWith("\r\n\r\n012");
        }
    }

    @Test
    void aThousandPipelinedRequestsAreAllAnswered() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=10 HTTP/1.1\r\nHost: h\r\n\r\n".repeat(1000));

            for (int i = 0; i < 1000; i++) {
                assertThat(client.readAnswer()).endsWith("\r\n\r\n0123456789");
            }
        }
    }

    @Test
    void connectionCloseIsObeyed() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

            assertThat(client.readUntilClosed())
                    .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                            + "Connection: close\r\n\r\n01");
        }
    }

    @Test
    void aHttp10ClientGetsAnAnswerItUnderstands() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=2&chunked=true HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            String kept = client.readAnswer();
            client.send("POST /?stream=true HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi");
            String streamed = client.readUntilClosed();

            assertThat(kept).contains("Content-Length: 2\r\n", "Connection: keep-alive\r\n");
            assertThat(streamed)
                    .contains("Connection: close\r\n", "\"body\":\"hi\"")
                    .doesNotContain("Transfer-Encoding");
        }
    }

    @Test
    void aClientThatAsksFirstIsToldToContinueBeforeItSendsTheBody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertThat(client.readHead()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            client.send("hello");

            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 OK\r\n").contains("\"body\":\"hello\"");
        }
    }

    @Test
    void aClientThatAsksFirstIsRefusedBeforeItSendsTheBody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST /?bytes=x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

            assertThat(client.readUntilClosed())
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("Connection: close\r\n");
        }
    }

    @Test
    void anUnknownExpectationIsRefused() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: miracles\r\nContent-Length: 5\r\n\r\n");

            assertThat(client.readUntilClosed())
                    .startsWith("HTTP/1.1 417 Expectation Failed\r\n")
                    .endsWith("\r\n\r\nExpect: miracles (expected: 100-continue)\n");
        }
    }

    @Test
    void whatIsNoHttpIsRefusedAndTheConnectionEnds() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET / HTTP/1.1\r\nno field\r\n\r\n");

            assertThat(client.readUntilClosed()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void aBodyThatIsNotChunkedAsPromisedIsRefused() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

            assertThat(client.readUntilClosed()).startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @Test
    void aTrailerTellsTheLengthOfTheBody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=26&trailer=true HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

            assertThat(client.readUntilClosed())
                    .contains("Trailer: Echo-Body-Bytes\r\n")
                    .endsWith("\r\n\r\n1a\r\n0123456789abcdefghijklmnop\r\n0\r\nEcho-Body-Bytes: 26\r\n\r\n");
        }
    }

    @Test
    void abortBeforeClosesWithoutAByte() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?abort=before HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(client.readUntilClosed()).isEmpty();
        }
    }

    @Test
    void abortMidwayClosesAfterHalfOfTheBody() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=200000&abort=midway HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(RawClient.contentLength(client.readHead())).isEqualTo(200_000);
            assertThat(client.readUntilClosed()).hasSize(100_000);
        }
    }

    @Test
    void abortMidwayOfAChunkedAnswerLeavesOutTheLastChunk() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send("GET /?bytes=8&chunked=true&abort=midway HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(client.readUntilClosed()).endsWith("\r\n\r\n4\r\n0123\r\n");
        }
    }

    @Test
    void aStreamedEchoBeginsBeforeTheRequestHasEnded() throws IOException {
        try (RawClient client = new RawClient(server.address())) {
            client.send(
                    "POST /?stream=true HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n");
            String head = client.readHead();

            client.send("0\r\n\r\n");

            assertThat(head).contains("Transfer-Encoding: chunked\r\n");
            assertThat(client.readUntilClosed()).endsWith("\"bodyBytes\":3,\"truncated\":false}\n\r\n0\r\n\r\n");
        }
    }

    @Test
    void neitherLatencyNorBurningDelaysOtherConnections() throws IOException {
        EchoOptions oneThread = new EchoOptions("127.0.0.1", 0, Transport.AUTO, 1, 1, false);
        try (EchoServer single = EchoServer.start(oneThread);
                RawClient late = new RawClient(single.address());
                RawClient burning = new RawClient(single.address());
                RawClient quick = new RawClient(single.address())) {
            late.send("GET /?latency=60s HTTP/1.1\r\nHost: h\r\n\r\n");
            burning.send("GET /?burn=10s HTTP/1.1\r\nHost: h\r\n\r\n");
            long start = System.nanoTime();

            quick.send("GET /?bytes=1 HTTP/1.1\r\nHost: h\r\n\r\n");

            assertThat(quick.readAnswer()).endsWith("\r\n\r\n0");
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(8));
        }
    }

    @Test
    void closingLetsTheRequestUnderWayBeAnswered() throws Exception {
        try (EchoServer closing = EchoServer.start(EchoOptions.local());
                RawClient idle = new RawClient(closing.address());
                RawClient busy = new RawClient(closing.address())) {
            idle.send("GET /?bytes=1 HTTP/1.1\r\nHost: h\r\n\r\n").readAnswer();
            busy.send("POST /?bytes=1 HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
                    .readHead();

            CompletableFuture<Void> closed = CompletableFuture.runAsync(closing::close);

            assertThat(idle.readUntilClosed()).isEmpty();
            busy.send("x");
            assertThat(busy.readUntilClosed()).contains("Connection: close\r\n").endsWith("\r\n\r\n0");
            closed.get(20, TimeUnit.SECONDS);
        }
    }
}
