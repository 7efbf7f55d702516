package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.watertight.gateway.FreePort;
import io.watertight.gateway.http.RawConnection.Ended;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins that end too early, too late, or in the middle. */
@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class UpstreamFailureTest extends OverEachTransport {

    private static final String UPLOAD = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello";

    @Test
    void an_early_answer_reaches_the_client_and_its_connection_is_not_used_again() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            HttpMessage head = connection.readHead();
            if (head.startLine().startsWith("POST")) {
                connection.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                connection.readToEnd();
            } else {
                connection.send(ok("fine")).readHead();
            }
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);

        HttpMessage early = client.send(UPLOAD).readResponse();

        assertThat(early.status()).isEqualTo(403);
        assertThat(early.field("Connection")).isEqualTo("close");
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
        assertThat(gateway.get("/").text()).isEqualTo("fine");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    @Test
    void an_answer_that_began_before_the_request_was_whole_costs_the_connection_even_if_both_end_well()
            throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n").readBytes(10);
            connection.send("ok").readHead();
        }));
        RawConnection client = client(before(origin));

        client.send(UPLOAD).readHead();
        client.send("world");

        assertThat(client.readBytes(2)).isEqualTo(new byte[] {'o', 'k'});
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void an_origin_that_answers_and_closes_without_reading_the_body_is_heard() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
        }));
        RawConnection client = client(before(origin));

        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n");
        HttpMessage answer = client.send("x".repeat(100_000)).readResponse();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text()).isEqualTo("no");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nx\r\n",
            })
    void a_body_that_is_cut_short_never_ends_cleanly(String response) throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send(response);
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);
        RawConnection older = client(gateway);

        client.send(get("/"));
        older.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n");

        assertThat(client.readToEnd()).isEqualTo(Ended.BY_RESET);
        assertThat(older.readToEnd()).isEqualTo(Ended.BY_RESET);
    }

    @Test
    void a_reset_is_not_taken_for_the_end_of_a_body_that_ends_with_the_connection() throws Exception {
        CountDownLatch forwarded = new CountDownLatch(2);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n\r\nhello");
            forwarded.await();
            connection.reset();
        }));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);
        RawConnection older = client(gateway);

        client.send(get("/")).readHead();
        older.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readHead();
        forwarded.countDown();
        forwarded.countDown();

        assertThat(client.readToEnd()).isEqualTo(Ended.BY_RESET);
        assertThat(older.readToEnd()).isEqualTo(Ended.BY_RESET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 999 What\r\n\r\n",
                "HTTP/2 200\r\n\r\n          ",
                "<html>hello</html>",
            })
    void an_answer_that_is_not_one_HTTP_response_is_502(String response) throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send(response).readToEnd();
        }));
        RawConnection client = client(before(origin));

        HttpMessage answer = client.send(get("/")).readResponse();

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void bytes_that_nobody_asked_for_cost_the_idle_connection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send(ok("first"));
            answered.await();
            connection.send(ok("poison")).readToEnd();
        }));
        GatewayUnderTest gateway = before(origin);

        String first = gateway.get("/").text();
        answered.countDown();
        Await.until("the idle connection is closed", () -> origin.open() == 0);
        String second = gateway.get("/").text();

        assertThat(first).isEqualTo("first");
        assertThat(second).isEqualTo("first");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    @Test
    void bytes_behind_an_answer_cost_the_connection_and_reach_nobody() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send(ok("first") + ok("poison")).readToEnd();
        }));
        RawConnection client = client(before(origin));

        String first = client.send(get("/")).readResponse().text();
        String second = client.send(get("/")).readResponse().text();

        assertThat(first).isEqualTo("first");
        assertThat(second).isEqualTo("first");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    /** An origin whose first connection answers once, and ends at the second request without a byte. */
    private ScriptedOrigin originThatEndsItsFirstConnectionAtTheSecondRequest() {
        AtomicInteger connections = new AtomicInteger();
        return origin(ScriptedOrigin.running(connection -> {
            boolean first = connections.getAndIncrement() == 0;
            connection.readRequest();
            connection.send(ok("answered"));
            connection.readHead();
            if (!first) {
                connection.send(ok("again")).readHead();
            }
        }));
    }

    @Test
    void a_GET_that_meets_the_end_of_an_idle_connection_is_sent_once_more() throws Exception {
        ScriptedOrigin origin = originThatEndsItsFirstConnectionAtTheSecondRequest();
        GatewayUnderTest gateway = before(origin);
        gateway.get("/");

        HttpMessage answer = gateway.get("/");

        assertThat(answer.text()).isEqualTo("answered");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    @Test
    void a_POST_that_meets_the_end_of_an_idle_connection_is_not() throws Exception {
        ScriptedOrigin origin = originThatEndsItsFirstConnectionAtTheSecondRequest();
        GatewayUnderTest gateway = before(origin);
        gateway.get("/");
        RawConnection client = client(gateway);

        HttpMessage answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
                .readResponse();

        assertThat(answer.status()).isEqualTo(502);
        assertThat(origin.accepted()).isEqualTo(1);
    }

    @Test
    void a_GET_on_a_new_connection_that_ends_is_not_sent_again() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(RawConnection::readRequest));
        GatewayUnderTest gateway = before(origin);

        HttpMessage answer = gateway.get("/");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(origin.accepted()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_idle_connection_that_ends_while_a_request_is_decided_is_replaced_by_the_next(boolean byReset)
            throws Exception {
        CountDownLatch answerFirst = new CountDownLatch(1);
        CountDownLatch answerSecond = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger connections = new AtomicInteger();
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            boolean first = connections.getAndIncrement() == 0;
            connection.readRequest();
            (first ? answerFirst : answerSecond).await();
            connection.send(ok("answered"));
            if (first) {
                connection.readRequest();
                connection.send(ok("answered by the first")).readHead();
                return;
            }
            end.await();
            if (byReset) {
                connection.reset();
            } else {
                connection.close();
            }
            ended.countDown();
        }));
        GatedLimiter limiter = new GatedLimiter();
        GatewayUnderTest gateway = start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /free, upstream: origin, auth: none }")
                .route("{ path: /, upstream: origin, policy: default }")
                .limiters((policy, parts) -> limiter));
        RawConnection client = client(gateway).send(get("/free"));
        Await.until("the first connection is in use", () -> connections.get() == 1);
        RawConnection other = client(gateway).send(get("/free"));
        Await.until("the second connection is in use", () -> connections.get() == 2);
        answerFirst.countDown();
        client.readResponse();
        answerSecond.countDown();
        other.readResponse();
        client.send("GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n");
        limiter.awaitRequest();
        end.countDown();
        ended.await();

        limiter.admit();

        assertThat(client.readResponse().text()).isEqualTo("answered by the first");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    @Test
    void a_refused_connection_is_502_and_the_connection_of_the_client_lives_on() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .upstream("gone", "127.0.0.1:" + FreePort.find(), "")
                .route("{ path: /gone, upstream: gone, auth: none }")
                .route("{ path: /, upstream: origin, auth: none }")));

        client.send(get("/gone") + get("/none-here") + "POST /gone HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + get("/"));

        assertThat(client.readResponse().status()).isEqualTo(502);
        assertThat(client.readResponse().status()).isEqualTo(200);
        assertThat(client.readResponse().status()).isEqualTo(502);
        assertThat(client.readResponse().text()).isEqualTo("here");
    }

    @Test
    void another_endpoint_is_tried_where_one_refuses() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.text())));
        GatewayUnderTest gateway = start(gateway()
                .upstream("both", "127.0.0.1:" + FreePort.find() + ", " + origin.endpoint(), "")
                .route("{ path: /, upstream: both, auth: none }"));
        RawConnection client = client(gateway);

        for (int i = 0; i < 5; i++) {
            HttpMessage answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
                    .readResponse();
            assertThat(answer.text()).isEqualTo("hello");
        }
    }

    @Test
    void an_origin_that_does_not_answer_is_504() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(RawConnection::readToEnd));
        RawConnection client = client(start(gateway().to(origin, "responseTimeout: 200ms")));

        HttpMessage answer = client.send(get("/")).readResponse();

        assertThat(answer.status()).isEqualTo(504);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void an_origin_has_all_of_its_time() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(RawConnection::readToEnd));
        RawConnection client = client(start(gateway().to(origin, "responseTimeout: 200ms")));

        for (int i = 0; i < 8; i++) {
            long asked = System.nanoTime();
            assertThat(client.send(get("/")).readResponse().status()).isEqualTo(504);

            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void an_origin_that_stalls_within_its_answer_costs_the_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection
                    .send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello")
                    .readToEnd();
        }));
        RawConnection client = client(start(gateway().to(origin, "responseTimeout: 200ms")));

        client.send(get("/"));

        assertThat(client.readToEnd()).isEqualTo(Ended.BY_RESET);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    /** The time of the upstream begins when it has all of the request, also where its answer begins earlier. */
    @Test
    void an_origin_that_waits_for_the_request_is_not_late() throws Exception {
        int early = 16_000_000;
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + (early + 2) + "\r\n\r\n");
            connection.send(new byte[early]).readBytes(10);
            connection.send("ok").readHead();
        }));
        RawConnection client = client(start(gateway().to(origin, "responseTimeout: 300ms")));
        client.send(UPLOAD).readHead();
        Thread.sleep(500); // the origin is held up meanwhile

        client.readBytes(early);
        Thread.sleep(700);
        client.send("world");

        assertThat(client.readBytes(2)).isEqualTo(new byte[] {'o', 'k'});
    }

    /** Longer than a connection may lie in the pool. */
    @Test
    void a_slow_upload_on_a_connection_from_the_pool_is_not_cut_short() throws Exception {
        assumeThat(transport).as("one is enough, for it takes half a minute").isEqualTo("nio");
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.text())));
        RawConnection client = client(start(gateway().to(origin).http("idleTimeout: 10s")));
        client.send(get("/")).readResponse();

        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 32\r\n\r\n");
        for (int i = 0; i < 32; i++) {
            Thread.sleep(1000);
            client.send("x");
        }

        assertThat(client.readResponse().text()).isEqualTo("x".repeat(32));
        assertThat(origin.accepted()).isEqualTo(1);
    }

    @Test
    void more_requests_than_connections_are_503() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            go.await();
            connection.send(ok("late")).readHead();
        }));
        GatewayUnderTest gateway = start(gateway().to(origin, "maxConnections: 1"));
        RawConnection first = client(gateway);
        first.send(get("/"));
        Await.until("the only connection is in use", () -> origin.open() == 1);

        HttpMessage refused = client(gateway).send(get("/")).readResponse();
        go.countDown();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("Retry-After")).isEqualTo("1");
        assertThat(first.readResponse().text()).isEqualTo("late");
    }
}
