package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.http.RawConnection.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What goes through the gateway, and what of it is changed. */
@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class ForwardingTest extends OverEachTransport {

    @Test
    void requests_of_one_connection_share_one_upstream_connection() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.target())));
        RawConnection client = client(before(origin));

        HttpMessage first = client.send(get("/1")).readResponse();
        HttpMessage second = client.send(get("/2?q")).readResponse();

        assertThat(first.text()).isEqualTo("/1");
        assertThat(second.text()).isEqualTo("/2?q");
        assertThat(second.field("Connection")).isNull();
        assertThat(origin.accepted()).isEqualTo(1);
    }

    @Test
    void pipelined_requests_are_answered_in_their_order() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> ok(request.target())));
        RawConnection client = client(before(origin));
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            requests.append(get("/" + i));
        }

        client.send(requests.toString());

        for (int i = 0; i < 10; i++) {
            assertThat(client.readResponse().text()).isEqualTo("/" + i);
        }
    }

    @Test
    void pipelined_requests_with_bodies_and_answers_of_our_own_keep_their_order() throws Exception {
        ScriptedOrigin origin =
                origin(ScriptedOrigin.answering(request -> ok(request.target() + "=" + request.text())));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")));

        client.send(get("/a/1") + get("/none") + "POST /a/2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
                + get("/none") + "POST /a/3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunked("de", "f") + get("/none"));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            HttpMessage answer = client.readResponse();
            answers.add(answer.status() == 200 ? answer.text() : Integer.toString(answer.status()));
        }
        assertThat(answers).containsExactly("/a/1=", "404", "/a/2=abc", "404", "/a/3=def", "404");
    }

    @Test
    void answers_without_a_body_have_none() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(request -> switch (request.target()) {
            case "/204" -> "HTTP/1.1 204 No Content\r\n\r\n";
            case "/304" -> "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n";
            case "/head" -> "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n";
            case "/headchunked" -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            default -> ok("end");
        }));
        RawConnection client = client(before(origin));

        client.send("HEAD /head HTTP/1.1\r\nHost: a\r\n\r\nHEAD /headchunked HTTP/1.1\r\nHost: a\r\n\r\n" + get("/204")
                + get("/304") + get("/end"));

        assertThat(client.readHead().field("Content-Length")).isEqualTo("7");
        assertThat(client.readHead().status()).isEqualTo(200);
        assertThat(client.readHead().field("Content-Length")).isNull();
        assertThat(client.readHead().field("Content-Length")).isEqualTo("7");
        assertThat(client.readResponse().text()).isEqualTo("end");
        assertThat(origin.accepted()).isEqualTo(1);
    }

    @Test
    void chunked_bodies_go_through_both_ways() throws Exception {
        ScriptedOrigin origin =
                origin(ScriptedOrigin.answering(request -> "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunked(request.text(), "x".repeat(20_000), "y")));
        RawConnection client = client(before(origin));
        String large = "z".repeat(9_000);

        HttpMessage answer = client.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("ab", "c", large))
                .readResponse();
        HttpMessage next = client.send(get("/")).readResponse();

        assertThat(answer.text()).isEqualTo("abc" + large + "x".repeat(20_000) + "y");
        assertThat(next.text()).hasSize(20_001);
        assertThat(origin.requests().getFirst().field("Transfer-Encoding")).isEqualTo("chunked");
    }

    @Test
    void a_chunk_of_the_response_is_not_kept_back_until_the_next_comes() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.send("2710\r\n" + "x".repeat(10_000) + "\r\n");
            seen.await();
            connection.send("0\r\n\r\n").readHead();
        }));
        RawConnection client = client(before(origin));

        client.send(get("/")).readHead();
        int received = 0;
        while (received < 10_000) {
            int size = client.readChunkSize();
            client.readBytes(size + 2);
            received += size;
        }
        seen.countDown();

        assertThat(received).isEqualTo(10_000);
        assertThat(client.readChunkSize()).isZero();
    }

    @Test
    void a_client_of_HTTP_1_0_gets_no_chunks() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked("one", "two")));
        GatewayUnderTest gateway = before(origin);
        RawConnection plain = client(gateway);
        RawConnection persistent = client(gateway);

        HttpMessage answer = plain.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readResponse();
        HttpMessage other = persistent
                .send("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n")
                .readResponse();

        assertThat(answer.text()).isEqualTo("onetwo");
        assertThat(other.text()).isEqualTo("onetwo");
        assertThat(other.field("Transfer-Encoding")).isNull();
        assertThat(other.field("Connection")).isEqualTo("close");
    }

    @Test
    void a_client_of_HTTP_1_0_may_keep_its_connection_where_the_length_is_known() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("hello")));
        RawConnection client = client(before(origin));
        String request = "GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n";

        HttpMessage first = client.send(request).readResponse();
        HttpMessage second = client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readResponse();

        assertThat(first.field("Connection")).isEqualTo("keep-alive");
        assertThat(second.field("Connection")).isEqualTo("close");
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        assertThat(origin.requests().getLast().startLine()).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    void an_origin_that_ends_the_body_with_the_connection_is_answered_from_in_chunks() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.0 200 OK\r\n\r\nhello");
        }));
        RawConnection client = client(before(origin));

        HttpMessage first = client.send(get("/")).readResponse();
        HttpMessage second = client.send(get("/")).readResponse();

        assertThat(first.text()).isEqualTo("hello");
        assertThat(first.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(second.text()).isEqualTo("hello");
        assertThat(origin.accepted()).isEqualTo(2);
    }

    @Test
    void Expect_is_forwarded_and_answered_by_the_origin_alone() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            HttpMessage head = connection.readHead();
            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            String body = new String(connection.readBytes(5), java.nio.charset.StandardCharsets.US_ASCII);
            connection.send(ok(body + head.field("Expect"))).readHead();
        }));
        RawConnection client = client(before(origin));

        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        HttpMessage interim = client.readHead();
        HttpMessage answer = client.send("hello").readResponse();

        assertThat(interim.status()).isEqualTo(100);
        assertThat(answer.text()).isEqualTo("hello100-continue");
    }

    @Test
    void an_Expect_that_the_origin_refuses_ends_with_its_final_answer() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.running(connection -> {
            connection.readHead();
            connection
                    .send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 2\r\n\r\nno")
                    .readHead();
        }));
        RawConnection client = client(before(origin));

        HttpMessage answer = client.send(
                        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n")
                .readResponse();

        assertThat(answer.status()).isEqualTo(417);
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(client.readToEnd()).isEqualTo(Ended.CLEANLY);
        Await.until("the upstream connection is closed", () -> origin.open() == 0);
    }

    @Test
    void interim_answers_go_to_clients_that_know_them_only() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + ok("done")));
        GatewayUnderTest gateway = before(origin);
        RawConnection client = client(gateway);
        RawConnection older = client(gateway);

        client.send(get("/"));
        older.send("GET / HTTP/1.0\r\nHost: a\r\nExpect: 100-continue\r\n\r\n");

        assertThat(client.readHead().field("Link")).isEqualTo("</a>");
        assertThat(client.readHead().status()).isEqualTo(102);
        assertThat(client.readResponse().text()).isEqualTo("done");
        assertThat(older.readResponse().text()).isEqualTo("done");
        assertThat(origin.requests().getLast().field("Expect")).isNull();
    }

    @Test
    void trailers_come_only_where_they_were_asked_for() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                + "Trailer: X-Sum\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 1\r\nContent-Length: 9\r\nSet-Cookie: a=b\r\n\r\n"));
        RawConnection client = client(before(origin));

        HttpMessage without = client.send(get("/")).readResponse();
        HttpMessage with = client.send("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n")
                .readResponse();

        assertThat(without.trailers()).isEmpty();
        assertThat(with.trailers()).containsExactly("X-Sum: 1");
        assertThat(origin.requests().getFirst().field("TE")).isNull();
        assertThat(origin.requests().getLast().field("TE")).isEqualTo("trailers");
        assertThat(origin.requests().getLast().field("Connection")).isEqualTo("TE");
    }

    @Test
    void trailers_of_a_request_that_nobody_asked_for_end_here() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));

        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX-A: 1\r\n\r\n")
                .readResponse();

        assertThat(origin.requests().getFirst().text()).isEqualTo("a");
        assertThat(origin.requests().getFirst().trailers()).isEmpty();
    }

    @Test
    void fields_of_one_hop_are_removed_both_ways() throws Exception {
        ScriptedOrigin origin = origin(
                ScriptedOrigin.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=5\r\n"
                                + "Connection: X-Theirs\r\nX-Theirs: 1\r\nProxy-Connection: x\r\nUpgrade: h2c\r\nX-Kept: 1\r\n\r\n"));
        RawConnection client = client(before(origin));

        HttpMessage answer = client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Mine, Upgrade\r\nX-Mine: 1\r\n"
                        + "Upgrade: websocket\r\nKeep-Alive: 5\r\nProxy-Connection: x\r\nX-Kept: 1\r\n\r\n")
                .readResponse();

        assertThat(origin.requests().getFirst().fieldLines())
                .noneMatch(line -> line.matches("(?i)(connection|x-mine|upgrade|keep-alive|proxy-connection|te):.*"))
                .contains("X-Kept: 1", "Host: a");
        assertThat(answer.fieldLines())
                .noneMatch(line -> line.matches("(?i)(connection|x-theirs|upgrade|keep-alive|proxy-connection):.*"))
                .contains("X-Kept: 1");
    }

    @Test
    void what_a_client_says_of_its_way_is_overwritten() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));

        client.send(
                        "GET http://b.example/ HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nx-forwarded-proto: https\r\n"
                                + "X-Forwarded-Host: evil\r\nForwarded: for=1.2.3.4\r\nX_Forwarded_For: 1.2.3.4\r\n"
                                + "X-Forwarded-Port: 443\r\nx-forwarded-Prefix: /admin\r\nX-Forwarded-Ssl: on\r\nX_Forwarded_Port: 443\r\n"
                                + "X-Real-IP: 1.2.3.4\r\nX-Forwarded: kept\r\n"
                                + "Connection: X-Forwarded-For\r\nVia: 1.1 before\r\n\r\n")
                .readResponse();
        client.send("GET / HTTP/1.0\r\nHost: a\r\n\r\n").readResponse();

        HttpMessage request = origin.requests().getFirst();
        assertThat(request.field("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(request.field("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.field("X-Forwarded-Host")).isEqualTo("b.example");
        assertThat(request.field("Host")).isEqualTo("b.example");
        assertThat(request.field("Forwarded")).isNull();
        assertThat(request.fieldLines())
                .noneMatch(line -> line.matches("(?i)x[-_](forwarded[-_](port|prefix|ssl)|real[-_]ip):.*"))
                .noneMatch(line -> line.startsWith("X_"))
                .contains("X-Forwarded: kept");
        assertThat(request.fields("Via")).containsExactly("1.1 before", "1.1 watertight");
        assertThat(origin.requests().getLast().field("Via")).isEqualTo("1.0 watertight");
    }

    @Test
    void what_a_trusted_proxy_says_of_the_way_is_continued() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(start(gateway().to(origin).http("trustedProxies: [ 127.0.0.0/8 ]")));

        client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Port: 443\r\nX-Real-IP: 1.2.3.4\r\n\r\n")
                .readResponse();
        client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-Proto: https\r\nConnection: X-Forwarded-Proto\r\n\r\n")
                .readResponse();

        HttpMessage request = origin.requests().getFirst();
        assertThat(request.fields("X-Forwarded-For")).containsExactly("1.2.3.4", "127.0.0.1");
        assertThat(request.field("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(request.field("X-Forwarded-Host")).isEqualTo("a");
        assertThat(request.field("X-Forwarded-Port")).isEqualTo("443");
        assertThat(request.field("X-Real-IP")).isEqualTo("1.2.3.4");
        assertThat(origin.requests().getLast().field("X-Forwarded-Proto")).isEqualTo("http");
    }

    @Test
    void who_is_trusted_is_asked_at_each_request() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway = start(gateway().to(origin));
        RawConnection client = client(gateway);
        String request = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n";
        client.send(request).readResponse();

        gateway.reload(gateway().to(origin).http("trustedProxies: [ 127.0.0.0/8 ]"));
        client.send(request).readResponse();

        assertThat(origin.requests().getFirst().fields("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(origin.requests().getLast().fields("X-Forwarded-For")).containsExactly("1.2.3.4", "127.0.0.1");
    }

    @Test
    void a_trace_is_carried_on_and_a_broken_one_begins_anew() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(before(origin));
        String valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String[] broken = {
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            valid + "-more",
            "x"
        };

        client.send("GET / HTTP/1.1\r\nHost: a\r\ntraceparent: " + valid + "\r\ntracestate: a=b\r\n\r\n")
                .readResponse();
        client.send("GET / HTTP/1.1\r\nHost: a\r\nTraceparent: 01" + valid.substring(2) + "-more\r\n\r\n")
                .readResponse();
        client.send("GET / HTTP/1.1\r\nHost: a\r\nTraceparent: " + valid + "\r\nConnection: traceparent\r\n\r\n")
                .readResponse();
        for (String value : broken) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\ntraceparent: " + value + "\r\ntracestate: a=b\r\n\r\n")
                    .readResponse();
        }

        List<HttpMessage> requests = origin.requests();
        assertThat(requests.getFirst().field("traceparent")).isEqualTo(valid);
        assertThat(requests.getFirst().field("tracestate")).isEqualTo("a=b");
        assertThat(requests.get(1).field("traceparent")).isEqualTo("01" + valid.substring(2) + "-more");
        for (HttpMessage anew : requests.subList(2, requests.size())) {
            assertThat(anew.field("traceparent"))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                    .isNotEqualTo(valid);
            assertThat(anew.field("tracestate")).isNull();
        }
    }

    @Test
    void an_answer_without_a_date_gets_one() throws Exception {
        ScriptedOrigin origin =
                origin(ScriptedOrigin.answering(request -> request.target().equals("/dated")
                        ? "HTTP/1.1 200 OK\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Length: 0\r\n\r\n"
                        : ok("")));
        RawConnection client = client(before(origin));

        assertThat(client.send(get("/dated")).readResponse().field("Date")).isEqualTo("Thu, 01 Jan 1970 00:00:00 GMT");
        assertThat(client.send(get("/")).readResponse().field("Date")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} .* GMT");
    }

    @Test
    void the_path_that_was_decided_on_is_the_path_that_is_forwarded() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")));

        int there = client.send(get("/b/../%61/./c%2Dd?x=/../y")).readResponse().status();
        int elsewhere = client.send(get("/a/../b")).readResponse().status();

        assertThat(there).isEqualTo(200);
        assertThat(elsewhere).isEqualTo(404);
        assertThat(origin.requests()).singleElement().returns("/a/c-d?x=/../y", HttpMessage::target);
    }

    @Test
    void what_an_origin_says_of_quotas_gives_way_to_what_the_gateway_says() throws Exception {
        ScriptedOrigin origin =
                origin(ScriptedOrigin.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nRateLimit: \"x\";r=1\r\n"
                        + "RateLimit-Policy: \"x\";q=1\r\nX-RateLimit-Limit: 1\r\nWatertight-Decided-At: 1\r\n\r\n"));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /free, upstream: origin, auth: none }")
                .route("{ path: /, upstream: origin, policy: default }")));

        HttpMessage free = client.send(get("/free")).readResponse();
        HttpMessage held = client.send("GET / HTTP/1.1\r\nHost: a\r\n" + GatewayUnderTest.authorization("s") + "\r\n")
                .readResponse();

        assertThat(free.field("RateLimit")).isEqualTo("\"x\";r=1");
        assertThat(free.field("Watertight-Decided-At")).isNull();
        assertThat(held.field("RateLimit")).startsWith("\"default\";r=999");
        assertThat(held.field("RateLimit-Policy")).startsWith("\"default\";q=1000");
        assertThat(held.field("X-RateLimit-Limit")).isNull();
    }
}
