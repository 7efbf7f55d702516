package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.http.RawConnection.Ended;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers that are the gateway's own, and what becomes of the connection. */
@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class RefusalTest extends OverEachTransport {

    @ParameterizedTest
    @CsvSource({
        "'POST / HTTP/1.1|Host: a|Content-Length: 6|Transfer-Encoding: chunked||0||', 400",
        "'POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||', 501",
        "'GET / HTTP/1.1|Host: a|Host: b||', 400",
        "'GET / HTTP/9.9|Host: a||', 505",
        "'CONNECT a:1 HTTP/1.1|Host: a||', 501",
    })
    void a_malformed_request_ends_the_connection_and_what_follows_it_is_not_read(String request, int status)
            throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));

        HttpMessage answer =
                client.send(request.replace("|", "\r\n") + get("/smuggled")).readResponse();

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("\"status\":" + status);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(origin.accepted()).isZero();
    }

    @Test
    void a_refused_HEAD_is_answered_without_a_body_and_what_is_no_request_with_one() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);
        RawConnection other = client(gateway);

        HttpMessage withoutHost = client.send("HEAD / HTTP/1.1\r\n\r\n").readHead();
        HttpMessage head = other.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
        HttpMessage malformed =
                other.send("HEAD\t/ HTTP/1.1\r\nHost: a\r\n\r\n").readResponse();

        assertThat(withoutHost.status()).isEqualTo(400);
        assertThat(withoutHost.field("Content-Length")).isNotNull();
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(head.status()).isEqualTo(200);
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.text()).contains("\"status\":400");
    }

    @Test
    void a_connection_goes_by_the_limits_of_now() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway().to(origin));
        RawConnection client = client(gateway);
        String fields = "GET / HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(8) + "\r\n";
        int before = client.send(fields).readResponse().status();

        gateway.reload(gateway().to(origin).http("maxFields: 8"));

        assertThat(before).isEqualTo(200);
        assertThat(client.send(fields).readResponse().status()).isEqualTo(431);
    }

    @Test
    void a_body_over_the_limit_is_refused_by_its_length() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(start(gateway().to(origin).http("maxBodyBytes: 100")));

        HttpMessage answer = client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n")
                .readResponse();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(origin.accepted()).isZero();
    }

    @Test
    void a_chunked_body_over_the_limit_is_refused_where_it_crosses_it() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway().to(origin).http("maxBodyBytes: 100"));
        RawConnection client = client(gateway);
        RawConnection modest = client(gateway);
        String head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

        HttpMessage answer = client.send(head + "32\r\n" + "x".repeat(50) + "\r\n33\r\n" + "x".repeat(51) + "\r\n")
                .readResponse();
        HttpMessage other = modest.send(head + chunked("x".repeat(100))).readResponse();

        assertThat(answer.status()).isEqualTo(413);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void a_chunk_that_is_broken_within_the_body_ends_both_connections() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
        Await.until("the request is under way", () -> origin.open() == 1);

        HttpMessage answer = client.send("1\nb\r\n0\r\n\r\n" + get("/smuggled")).readResponse();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void a_path_without_a_route_is_404_and_the_connection_lives_on() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")));

        HttpMessage nowhere = client.send(get("/ab")).readResponse();
        HttpMessage here = client.send(get("/a")).readResponse();
        HttpMessage head = client.send("HEAD /b HTTP/1.1\r\nHost: a\r\n\r\n").readHead();
        HttpMessage again = client.send(get("/a/b")).readResponse();

        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(here.text()).isEqualTo("here");
        assertThat(head.status()).isEqualTo(404);
        assertThat(again.text()).isEqualTo("here");
    }

    @Test
    void the_body_of_a_refused_request_is_read_off_and_the_connection_lives_on() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")));

        client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        HttpMessage byLength = client.readResponse();
        client.send("x".repeat(100_000) + "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        HttpMessage inChunks = client.readResponse();
        HttpMessage next =
                client.send(chunked("GET /a HTTP/1.1\r\n\r\n") + get("/a")).readResponse();

        assertThat(byLength.status()).isEqualTo(404);
        assertThat(byLength.field("Connection")).isNull();
        assertThat(inChunks.status()).isEqualTo(404);
        assertThat(next.text()).isEqualTo("here");
    }

    @Test
    void a_body_that_is_too_long_to_be_read_off_ends_the_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        GatewayUnderTest gateway = start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }"));
        RawConnection announced = client(gateway);
        RawConnection waiting = client(gateway);

        HttpMessage answer = announced
                .send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\n\r\nx")
                .readResponse();
        HttpMessage other = waiting.send(
                        "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                .readResponse();

        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(announced.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(other.field("Connection")).isEqualTo("close");
        assertThat(waiting.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_client_that_ends_its_body_too_early_gets_its_answer_and_the_end() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("here")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")));

        client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhel")
                .finishOutput();

        assertThat(client.readResponse().status()).isEqualTo(404);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_slow_head_is_408() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(start(gateway().to(origin).http("headTimeout: 200ms")));

        HttpMessage answer = client.send("GET / HTTP/1.1\r\nHost:").readResponse();

        assertThat(answer.status()).isEqualTo(408);
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
    }

    @Test
    void a_head_has_all_of_its_time() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway().to(origin).http("headTimeout: 200ms"));

        for (int i = 0; i < 8; i++) {
            RawConnection client = client(gateway);
            long begun = System.nanoTime();
            assertThat(client.send("GET / HTTP/1.1\r\nHost:").readResponse().status())
                    .isEqualTo(408);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void a_connection_without_requests_is_closed_in_the_end() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway().to(origin).http("idleTimeout: 200ms"));
        RawConnection silent = client(gateway);
        RawConnection used = client(gateway);

        used.send(get("/")).readResponse();

        assertThat(silent.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(used.readToEnd()).isEqualTo(Ended.CLEANLY);
    }
}
