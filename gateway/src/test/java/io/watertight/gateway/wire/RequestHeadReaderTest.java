package io.watertight.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each rule of the gate, and one for each published way around the gate of some HTTP codec. */
@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class RequestHeadReaderTest {

    private static final String HOST = "Host: a\r\n";

    static Stream<Arguments> vectors() {
        return Stream.of(
                        requestLines(),
                        targets(),
                        versions(),
                        fieldLines(),
                        hosts(),
                        lengths(),
                        codings(),
                        connections(),
                        limits())
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> requestLines() {
        return Stream.of(
                arguments("plain request", "GET / HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("unknown method", "FROB / HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("method in lower case is another method", "get / HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("one empty line first", "\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments(
                        "two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("bare LF first", "\nGET / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("bare CR first", "\rGET / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("space first", " GET / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("no method", "/ HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments(
                        "two spaces before the target", "GET  / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments(
                        "two spaces behind the target", "GET /  HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("tab before the target", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("tab behind the target", "GET /\tHTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("space behind the version", "GET / HTTP/1.1 \r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("vertical tab in the line", "GET /\u000bHTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("LF alone ends the line", "GET / HTTP/1.1\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("CR alone ends the line", "GET / HTTP/1.1\r" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("NUL in the method", "GE\0T / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("colon in the method", "GET: / HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("CONNECT", "CONNECT a:443 HTTP/1.1\r\n" + HOST + "\r\n", "501 UNSUPPORTED_METHOD"),
                arguments("TRACE", "TRACE / HTTP/1.1\r\n" + HOST + "\r\n", "501 UNSUPPORTED_METHOD"),
                arguments("TLS on the plain port", "\u0016\u0003\u0001\u0002\0\u0001\r\n", "400 BAD_REQUEST_LINE"));
    }

    private static Stream<Arguments> targets() {
        return Stream.of(
                arguments("query", "GET /a?b=c/../d HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("NUL in the target", "GET /\0 HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("DEL in the target", "GET /\u007f HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("non-ASCII in the target", "GET /\u00e9 HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("backslash in the target", "GET /a\\b HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("fragment in the target", "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("encoded slash", "GET /a%2fb HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("encoded backslash", "GET /a%5Cb HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("encoded NUL", "GET /a%00b HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("encoded line end", "GET /a%0d%0ab HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("encoded dots", "GET /a/%2e%2E/b HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("half an encoding", "GET /a%2 HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("no encoding", "GET /a%zz HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("out of the root", "GET /../etc/passwd HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("parent with a parameter", "GET /a/..;/b HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("relative path", "GET a HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("authority-form without CONNECT", "GET a:80 HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("asterisk with OPTIONS", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("asterisk with GET", "GET * HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments("absolute-form", "GET http://b/c HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("absolute-form without Host", "GET http://b/c HTTP/1.1\r\n\r\n", "400 BAD_HOST"),
                arguments("absolute-form, user", "GET http://u@b/c HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments(
                        "absolute-form, no authority", "GET http:///c HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"),
                arguments(
                        "absolute-form, other scheme", "GET ftp://b/ HTTP/1.1\r\n" + HOST + "\r\n", "400 BAD_TARGET"));
    }

    private static Stream<Arguments> versions() {
        return Stream.of(
                arguments("HTTP/1.0", "GET / HTTP/1.0\r\n" + HOST + "\r\n", "ok"),
                arguments("HTTP/0.9", "GET /\r\n\r\n", "400 BAD_REQUEST_LINE"),
                arguments("HTTP/9.9", "GET / HTTP/9.9\r\n" + HOST + "\r\n", "505 UNSUPPORTED_VERSION"),
                arguments("HTTP/1.2", "GET / HTTP/1.2\r\n" + HOST + "\r\n", "505 UNSUPPORTED_VERSION"),
                arguments("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 UNSUPPORTED_VERSION"),
                arguments("version in lower case", "GET / http/1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("HTTP/1.10", "GET / HTTP/1.10\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("HTTP/+1.1", "GET / HTTP/+1.1\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"),
                arguments("another protocol", "GET / ICAP/1.0\r\n" + HOST + "\r\n", "400 BAD_REQUEST_LINE"));
    }

    private static Stream<Arguments> fieldLines() {
        return Stream.of(
                arguments("empty value", get("X:\r\n"), "ok"),
                arguments("tab in a value", get("X: a\tb\r\n"), "ok"),
                arguments("obs-text in a value", get("X: \u00e9\r\n"), "ok"),
                arguments("no field at all", "GET / HTTP/1.1\r\n\r\n", "400 BAD_HOST"),
                arguments("obs-fold", get("X: a\r\n b\r\n"), "400 BAD_FIELD"),
                arguments("obs-fold with tab", get("X: a\r\n\tb\r\n"), "400 BAD_FIELD"),
                arguments("white space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "400 BAD_FIELD"),
                arguments("space before the colon", get("X : a\r\n"), "400 BAD_FIELD"),
                arguments("tab before the colon", get("X\t: a\r\n"), "400 BAD_FIELD"),
                arguments("space within the name", get("X Y: a\r\n"), "400 BAD_FIELD"),
                arguments("no colon", get("X\r\n"), "400 BAD_FIELD"),
                arguments("no name", get(": a\r\n"), "400 BAD_FIELD"),
                arguments("non-ASCII name", get("\u00e9: a\r\n"), "400 BAD_FIELD"),
                arguments("NUL in the name", get("X\0: a\r\n"), "400 BAD_FIELD"),
                arguments("NUL in the value", get("X: a\0b\r\n"), "400 BAD_FIELD"),
                arguments("bare CR in the value", get("X: a\rb\r\n"), "400 BAD_FIELD"),
                arguments("bare LF in the value", get("X: a\nY: b\r\n"), "400 BAD_FIELD"),
                arguments("CR CR LF", get("X: a\r\r\n"), "400 BAD_FIELD"),
                arguments("escape in the value", get("X: \u001b[2J\r\n"), "400 BAD_FIELD"),
                arguments("LF alone ends the head", "GET / HTTP/1.1\r\n" + HOST + "\n", "400 BAD_FIELD"),
                arguments("CR alone ends the head", "GET / HTTP/1.1\r\n" + HOST + "\rX\r\n", "400 BAD_FIELD"));
    }

    private static Stream<Arguments> hosts() {
        return Stream.of(
                arguments("host and port", host("example.com:8080"), "ok"),
                arguments("IPv6 and port", host("[::1]:80"), "ok"),
                arguments("no Host in HTTP/1.0 either", "GET / HTTP/1.0\r\n\r\n", "400 BAD_HOST"),
                arguments("two Hosts", get(HOST), "400 BAD_HOST"),
                arguments("two Hosts, other case", get("hOST: b\r\n"), "400 BAD_HOST"),
                arguments("empty Host", host(""), "400 BAD_HOST"),
                arguments("list in Host", host("a, b"), "400 BAD_HOST"),
                arguments("space in Host", host("a b"), "400 BAD_HOST"),
                arguments("path in Host", host("a/b"), "400 BAD_HOST"),
                arguments("user in Host", host("u@a"), "400 BAD_HOST"),
                arguments("no number in port", host("a:b"), "400 BAD_HOST"),
                arguments("port out of range", host("a:65536"), "400 BAD_HOST"),
                arguments("two ports", host("a:1:2"), "400 BAD_HOST"),
                arguments("IPv6 not closed", host("[::1"), "400 BAD_HOST"),
                arguments("IPv6 empty", host("[]"), "400 BAD_HOST"),
                arguments("IPv6 of colons", host("[:::::::::]"), "400 BAD_HOST"),
                arguments("IPv6 of a dot", host("[.]"), "400 BAD_HOST"),
                arguments("IPv6 with IPv4 at its end", host("[::ffff:1.2.3.4]:80"), "ok"),
                arguments("IPv6 and more", host("[::1]a"), "400 BAD_HOST"),
                arguments("IPv6 without brackets", host("::1"), "400 BAD_HOST"),
                arguments("encoding in Host", host("a%00"), "400 BAD_HOST"));
    }

    private static Stream<Arguments> lengths() {
        return Stream.of(
                arguments("length", post("Content-Length: 5\r\n"), "ok"),
                arguments("length 0", post("Content-Length: 0\r\n"), "ok"),
                arguments("length with zeros", post("Content-Length: 0005\r\n"), "ok"),
                arguments("CL.CL differing", post("Content-Length: 5\r\nContent-Length: 6\r\n"), badLength()),
                arguments("CL.CL the same", post("Content-Length: 5\r\nContent-Length: 5\r\n"), badLength()),
                arguments("list of lengths", post("Content-Length: 5, 5\r\n"), badLength()),
                arguments("signed length", post("Content-Length: +5\r\n"), badLength()),
                arguments("negative length", post("Content-Length: -5\r\n"), badLength()),
                arguments("hexadecimal length", post("Content-Length: 0x5\r\n"), badLength()),
                arguments("scientific length", post("Content-Length: 1e3\r\n"), badLength()),
                arguments("fractional length", post("Content-Length: 5.0\r\n"), badLength()),
                arguments("length in two words", post("Content-Length: 5 5\r\n"), badLength()),
                arguments("empty length", post("Content-Length:\r\n"), badLength()),
                arguments("digits that are not ASCII", post("Content-Length: \u00b2\r\n"), badLength()),
                arguments("2^63", post("Content-Length: 9223372036854775808\r\n"), badLength()),
                arguments("2^64 + 5", post("Content-Length: 18446744073709551621\r\n"), badLength()),
                arguments("length of 18 digits", post("Content-Length: 999999999999999999\r\n"), "ok"));
    }

    private static Stream<Arguments> codings() {
        String both = "400 LENGTH_AND_CODING";
        String bad = "400 BAD_TRANSFER_ENCODING";
        return Stream.of(
                arguments("chunked", post("Transfer-Encoding: chunked\r\n"), "ok"),
                arguments("chunked in other case", post("TRANSFER-ENCODING: Chunked\r\n"), "ok"),
                arguments("CL.TE", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), both),
                arguments("TE.CL", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), both),
                arguments("TE.TE", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), bad),
                arguments("TE.TE, obfuscated", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n"), bad),
                arguments("gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n"), "501 UNKNOWN_CODING"),
                arguments("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n"), bad),
                arguments("chunked not last", post("Transfer-Encoding: chunked, gzip\r\n"), bad),
                arguments("gzip", post("Transfer-Encoding: gzip\r\n"), bad),
                arguments("identity", post("Transfer-Encoding: identity\r\n"), bad),
                arguments("xchunked", post("Transfer-Encoding: xchunked\r\n"), bad),
                arguments("chunkedx", post("Transfer-Encoding: chunkedx\r\n"), bad),
                arguments("empty element", post("Transfer-Encoding: , chunked\r\n"), bad),
                arguments("trailing comma", post("Transfer-Encoding: chunked,\r\n"), bad),
                arguments("words without comma", post("Transfer-Encoding: gzip chunked\r\n"), bad),
                arguments("quoted", post("Transfer-Encoding: \"chunked\"\r\n"), bad),
                arguments("parameter", post("Transfer-Encoding: chunked;q=1\r\n"), bad),
                arguments("empty", post("Transfer-Encoding:\r\n"), bad),
                arguments("vertical tab", post("Transfer-Encoding: \u000bchunked\r\n"), "400 BAD_FIELD"),
                arguments("space before colon", post("Transfer-Encoding : chunked\r\n"), "400 BAD_FIELD"),
                arguments("folded", post("Transfer-Encoding:\r\n chunked\r\n"), "400 BAD_FIELD"),
                arguments("in HTTP/1.0", "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n", bad));
    }

    private static Stream<Arguments> connections() {
        String bad = "400 BAD_CONNECTION";
        return Stream.of(
                arguments("nominates a field", get("Connection: x-a, close\r\nX-A: 1\r\n"), "ok"),
                arguments("nominates Content-Length", post("Connection: content-length\r\nContent-Length: 5\r\n"), bad),
                arguments("nominates Transfer-Encoding", post("Connection: close, Transfer-Encoding\r\n"), bad),
                arguments("nominates Host", get("Connection: host\r\n"), bad),
                arguments("nominates Authorization", get("Connection: ,authorization ,\r\n"), bad),
                arguments("nominates Expect", get("Connection: expect\r\n"), bad),
                arguments("nominates in a second field", get("Connection: close\r\nConnection: host\r\n"), bad));
    }

    private static Stream<Arguments> limits() {
        HeadLimits limits = Heads.LIMITS;
        String target = "/" + "t".repeat(limits.maxTargetBytes() - 1);
        String fields = IntStream.range(1, limits.maxFields())
                .mapToObj(i -> "X-" + i + ": a\r\n")
                .reduce("", String::concat);
        String line = "GET / HTTP/1.1\r\n" + HOST;
        String padding = "X: " + "p".repeat(limits.maxHeadBytes() - line.length() - 7);
        return Stream.of(
                arguments("longest target", "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n", "ok"),
                arguments("target too long", "GET " + target + "t HTTP/1.1\r\n" + HOST + "\r\n", "414 TARGET_TOO_LONG"),
                arguments("target without end", "GET /" + "t".repeat(limits.maxHeadBytes()), "414 TARGET_TOO_LONG"),
                arguments("most fields", get(fields), "ok"),
                arguments("one field too many", get(fields + "Y: a\r\n"), "431 HEAD_TOO_LARGE"),
                arguments("largest head", line + padding + "\r\n\r\n", "ok"),
                arguments("head one byte too large", line + padding + "p\r\n\r\n", "431 HEAD_TOO_LARGE"),
                arguments("head without end", line + padding + "p".repeat(3000), "431 HEAD_TOO_LARGE"));
    }

    private static String badLength() {
        return "400 BAD_CONTENT_LENGTH";
    }

    private static String get(String fields) {
        return "GET / HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    private static String post(String fields) {
        return "POST / HTTP/1.1\r\n" + HOST + fields + "\r\n";
    }

    private static String host(String value) {
        return "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("vectors")
    void each_message_gets_its_verdict(String name, String message, String expected) {
        assertThat(Heads.verdictAtOnce(message)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("vectors")
    void the_verdict_does_not_depend_on_how_the_bytes_come(String name, String message, String expected) {
        assertThat(Heads.verdictDripFed(message)).as(name + ", byte by byte").isEqualTo(expected);
        for (int split = 1; split < message.length(); split++) {
            assertThat(Heads.verdictInTwo(message, split))
                    .as(name + ", split at " + split)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("vectors")
    void what_follows_a_message_does_not_change_its_verdict(String name, String message, String expected) {
        if (expected.equals("ok")) {
            assertThat(Heads.verdictAtOnce(message + "\0\r\ngarbage")).as(name).isEqualTo(expected);
        }
        for (int n = 0; n < message.length() && expected.equals("ok"); n++) {
            assertThat(Heads.verdictAtOnce(message.substring(0, n)))
                    .as(name + ", the first " + n + " bytes")
                    .isEqualTo("incomplete");
        }
    }

    @Test
    void consumes_exactly_the_head() {
        ByteBuf in = Heads.bytes("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nbody");

        new RequestHeadReader(Heads.LIMITS).read(in);

        assertThat(in.readableBytes()).isEqualTo(4);
    }

    @Test
    void reads_one_head_after_the_other_and_forgets_the_one_before() {
        RequestHeadReader reader = new RequestHeadReader(Heads.LIMITS);
        ByteBuf in = Heads.bytes("POST /a HTTP/1.0\r\nHost: a\r\nContent-Length: 0\r\nAuthorization: x\r\n"
                + "Connection: x-b\r\nExpect: 100-continue\r\n\r\n"
                + "GET /b HTTP/1.1\r\nHost: b\r\nX-B: 1\r\nTE: trailers\r\n\r\n");
        reader.read(in);

        RequestHeadReader.Result result = reader.read(in);

        assertThat(result).isEqualTo(RequestHeadReader.Result.COMPLETE);
        assertThat(Heads.forwarded(reader.head())).isEqualTo("GET /b HTTP/1.1\r\nHost: b\r\nX-B: 1\r\n");
        assertThat(reader.head().authorizationCount()).isZero();
        assertThat(reader.head().expectsContinue()).isFalse();
        assertThat(reader.head().acceptsTrailers()).isTrue();
        assertThat(reader.head().keepAlive()).isTrue();
    }

    @Test
    void forwards_the_authority_of_the_absolute_form_in_place_of_Host() {
        RequestHead head = Heads.accepted("GET HTTP://B.example:81?q HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n");

        assertThat(Heads.forwarded(head)).isEqualTo("GET /?q HTTP/1.1\r\nHost: B.example:81\r\nX: y\r\n");
        assertThat(Heads.host(head)).isEqualTo("B.example:81");
    }

    @Test
    void forwards_no_field_that_belongs_to_the_hop() {
        RequestHead head = Heads.accepted(
                "GET / HTTP/1.1\r\nConnection: X-Mine, keep-alive\r\nX-Mine: 1\r\nKeep-Alive: 5\r\n"
                        + "Host: a\r\nTE: gzip\r\nUpgrade: h2c\r\nProxy-Connection: x\r\nTrailer: x\r\nx-mine: 2\r\nX-Mine2: 3\r\n\r\n");

        assertThat(Heads.forwarded(head)).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\nX-Mine2: 3\r\n");
    }

    @Test
    void forwards_no_field_that_a_server_could_take_for_one_that_was_checked() {
        RequestHead head =
                Heads.accepted("POST / HTTP/1.1\r\nHost: a\r\nContent_Length: 5\r\nTransfer_Encoding: chunked\r\n"
                        + "X_Forwarded-For: 1.2.3.4\r\nX_Other: kept\r\n\r\n");

        assertThat(Heads.forwarded(head)).isEqualTo("POST / HTTP/1.1\r\nHost: a\r\nX_Other: kept\r\n");
    }

    @ParameterizedTest
    @MethodSource("persistence")
    void knows_whether_the_connection_lives_on(String version, String connection, boolean expected) {
        RequestHead head = Heads.accepted("GET / " + version + "\r\nHost: a\r\n" + connection + "\r\n");

        assertThat(head.keepAlive()).isEqualTo(expected);
    }

    static Stream<Arguments> persistence() {
        return Stream.of(
                arguments("HTTP/1.1", "", true),
                arguments("HTTP/1.1", "Connection: Close\r\n", false),
                arguments("HTTP/1.1", "Connection: keep-alive\r\nConnection: x, close\r\n", false),
                arguments("HTTP/1.1", "Connection: closed\r\n", true),
                arguments("HTTP/1.0", "", false),
                arguments("HTTP/1.0", "Connection: Keep-Alive\r\n", true),
                arguments("HTTP/1.0", "Connection: keep-alive, close\r\n", false));
    }
}
