package io.watertight.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What is written of each request where that is wanted. */
class AccessLogTest extends OverEachTransport {

    private final Logger logger = (Logger) LoggerFactory.getLogger("access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void a_line_tells_of_a_request_what_cannot_be_taken_for_more() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        RawConnection client = client(start(gateway()
                .upstream("origin", origin.endpoint(), "")
                .route("{ path: /a, upstream: origin, auth: none }")
                .accessLog()));

        client.send(get("/a/b?secret=1")).readResponse();
        client.send(get("/a\"x\"status=\"200\"?\"")).readResponse();
        client.send(get("/nowhere")).readResponse();
        client.send("GET / HTTP/1.1\r\n\r\n").readResponse();

        Await.until("all are written", () -> lines.list.size() == 4);
        List<Map<String, String>> written =
                lines.list.stream().map(AccessLogTest::pairs).toList();
        assertThat(written.get(0))
                .containsEntry("method", "GET")
                .containsEntry("path", "/a/b")
                .containsEntry("status", "200")
                .containsEntry("outcome", "proxied");
        assertThat(written.get(1))
                .containsEntry("path", "/a%22x%22status=%22200%22")
                .containsEntry("status", "404");
        assertThat(written.get(2)).containsEntry("method", "GET").containsEntry("path", "/nowhere");
        assertThat(written.get(3))
                .containsEntry("method", "-")
                .containsEntry("path", "-")
                .containsEntry("status", "400");
    }

    @Test
    void a_body_that_is_refused_is_told_of_with_whose_it_was() throws Exception {
        ScriptedOrigin origin = origin(ScriptedOrigin.answering(ok("")));
        GatewayUnderTest gateway =
                start(gateway().to(origin).http("maxBodyBytes: 100").accessLog());
        String chunked = "Transfer-Encoding: chunked\r\n\r\n";

        client(gateway)
                .send("POST /long HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n")
                .readResponse();
        client(gateway)
                .send("PUT /longer HTTP/1.1\r\nHost: a\r\n" + chunked + "65\r\n" + "x".repeat(101) + "\r\n")
                .readResponse();
        client(gateway)
                .send("PATCH /broken HTTP/1.1\r\nHost: a\r\n" + chunked + "1\nb\r\n")
                .readResponse();

        Await.until("all are written", () -> lines.list.size() == 3);
        List<Map<String, String>> written =
                lines.list.stream().map(AccessLogTest::pairs).toList();
        assertThat(written)
                .extracting(line -> line.get("method") + " " + line.get("path") + " " + line.get("status") + " "
                        + line.get("outcome"))
                .containsExactlyInAnyOrder(
                        "POST /long 413 malformed", "PUT /longer 413 malformed", "PATCH /broken 400 malformed");
    }

    private static Map<String, String> pairs(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap((KeyValuePair pair) -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
