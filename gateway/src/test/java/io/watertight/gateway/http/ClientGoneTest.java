package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.http.RawConnection.Ended;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Clients that end their side, or both, at some moment. */
class ClientGoneTest extends OverEachTransport {

    @Test
    void a_client_that_ends_its_side_behind_the_request_still_gets_the_answer() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            go.await();
            connection.send(ok("answer")).readHead();
        }));
        RawConnection client = client(before(origin));

        client.send(get("/")).finishOutput();
        Await.until("the request is under way", () -> origin.open() == 1);
        go.countDown();

        assertThat(client.readResponse().text()).isEqualTo("answer");
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void pipelined_requests_are_all_answered_before_the_end() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.target())));
        RawConnection client = client(before(origin));

        client.send(get("/1") + get("/2") + get("/3")).finishOutput();

        assertThat(client.readResponse().text()).isEqualTo("/1");
        assertThat(client.readResponse().text()).isEqualTo("/2");
        assertThat(client.readResponse().text()).isEqualTo("/3");
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_client_that_vanishes_during_the_exchange_ends_the_upstream_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.readToEnd();
        }));
        RawConnection client = client(before(origin));
        client.send(get("/"));
        Await.until("the request is under way", () -> origin.open() == 1);

        client.reset();

        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void a_client_that_vanishes_within_its_body_ends_the_upstream_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            connection.readToEnd();
        }));
        RawConnection client = client(before(origin));
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
        Await.until("the request is under way", () -> origin.open() == 1);

        client.close();

        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    /** The exchange ends as soon as its upstream is connected, while what it has written is still under way. */
    @Test
    void a_client_that_is_gone_before_the_upstream_is_connected_leaves_no_connection_to_it() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(RawConnection::readToEnd));
        GatewayUnderTest gateway = before(origin);
        for (int i = 0; i < 200; i++) {
            RawConnection client = client(gateway);
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello")
                    .finishOutput();
            client.readToEnd();
        }

        Await.until("the upstream connections are closed", () -> origin.open() == 0);
        assertThat(origin.accepted()).isPositive();
    }

    @Test
    void a_client_that_vanishes_within_the_answer_ends_the_upstream_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (true) {
                connection.send("1\r\na\r\n");
            }
        }));
        RawConnection client = client(before(origin));
        client.send(get("/")).readHead();

        client.close();

        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void a_client_that_stops_within_its_body_is_given_up() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(RawConnection::readToEnd));
        RawConnection client = client(start(gateway().to(origin).http("idleTimeout: 300ms")));

        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");

        assertThat(client.readToEnd()).isEqualTo(Ended.BY_RESET);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void a_head_that_never_ends_is_closed_with_its_client() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));

        client.send("GET / HTTP/1.1\r\n").finishOutput();

        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }
}
