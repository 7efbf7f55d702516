package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class BodyReaderTest {

    static Stream<Arguments> chunkedBodies() {
        String malformed = "malformed";
        return Stream.of(
                arguments("0\r\n\r\n", "end []"),
                arguments("5\r\nhello\r\n0\r\n\r\n", "end [hello]"),
                arguments("5\r\nhello\r\n0\r\n\r\nGET", "end [hello] and 3 more"),
                arguments("2\r\nhe\r\n3\r\nllo\r\n000\r\n\r\n", "end [hello]"),
                arguments("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "end [01234567890123456789]"),
                arguments("5;a=b\r\nhello\r\n0;c=\"d;e\"\r\n\r\n", "end [hello]"),
                arguments("5\r\n\r\n\r\n0\r\n0\r\n\r\n", "end [\r\n\r\n0]"),
                arguments("0\r\nX-A: 1\r\n\r\n", "end [] X-A: 1\r\n"),
                arguments("5\r\nhello\r\n", "more [hello]"),
                arguments("\r\n", malformed),
                arguments(" 5\r\nhello\r\n", malformed),
                arguments("5 \r\nhello\r\n", malformed),
                arguments("5 ;a\r\nhello\r\n", malformed),
                arguments("+5\r\nhello\r\n", malformed),
                arguments("-5\r\nhello\r\n", malformed),
                arguments("0x5\r\nhello\r\n", malformed),
                arguments("g\r\nhello\r\n", malformed),
                arguments(";a\r\nhello\r\n", malformed),
                arguments("5\nhello\r\n", malformed),
                arguments("5\rhello\r\n", malformed),
                arguments("5;a\nb\r\nhello\r\n", malformed),
                arguments("5;a\rb\r\nhello\r\n", malformed),
                arguments("5;a\0\r\nhello\r\n", malformed),
                arguments("5\r\nhello0\r\n\r\n", malformed),
                arguments("5\r\nhello\n0\r\n\r\n", malformed),
                arguments("5\r\nhello\r0\r\n\r\n", malformed),
                arguments("5\r\nhello!\r\n0\r\n\r\n", malformed),
                arguments("4\r\nhello\r\n0\r\n\r\n", malformed),
                arguments("1000000000000000\r\n", malformed),
                arguments("ffffffffffffffff5\r\nhello\r\n", malformed),
                arguments("5;" + "x".repeat(300) + "\r\nhello\r\n", malformed),
                arguments("0\r\nX : 1\r\n\r\n", malformed),
                arguments("0\r\n X: 1\r\n\r\n", malformed),
                arguments("0\r\nX: 1\nY: 2\r\n\r\n", malformed),
                arguments("0\r\n\n", malformed),
                arguments("0\r\nX: 1\r\n\r\r\n", malformed),
                arguments("0\r\n" + "X: 1\r\n".repeat(65) + "\r\n", malformed),
                arguments("0\r\nX: " + "x".repeat(9000) + "\r\n\r\n", malformed));
    }

    @ParameterizedTest
    @MethodSource("chunkedBodies")
    void a_chunked_body_reads_the_same_however_it_comes(String body, String expected) {
        assertThat(read(RequestHead.CHUNKED, body)).isEqualTo(expected);
        if (body.length() < 1000) {
            for (int split = 1; split < body.length(); split++) {
                assertThat(read(RequestHead.CHUNKED, body.substring(0, split), body.substring(split)))
                        .as("split at %d", split)
                        .isEqualTo(expected);
            }
        }
        String[] bytes = body.split("");
        assertThat(read(RequestHead.CHUNKED, bytes)).as("byte by byte").isEqualTo(expected);
    }

    @Test
    void a_body_with_a_length_ends_there() {
        assertThat(read(5, "hello")).isEqualTo("end [hello]");
        assertThat(read(5, "hel", "loGET")).isEqualTo("end [hello] and 3 more");
        assertThat(read(5, "hel")).isEqualTo("more [hel]");
        assertThat(read(0, "GET")).isEqualTo("end [] and 3 more");
        assertThat(read(1L << 40, "hel")).isEqualTo("more [hel]");
    }

    @Test
    void a_body_that_the_end_of_the_connection_ends_goes_on() {
        assertThat(read(ResponseHead.UNTIL_CLOSE, "hel", "lo")).isEqualTo("more [hello]");
    }

    @Test
    void takes_nothing_from_trailers_that_the_head_alone_may_say() {
        String trailers =
                "0\r\nX-Sum: 1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nHost: b\r\nAuthorization: x\r\n"
                        + "Connection: close\r\nX-Forwarded-For: 1.2.3.4\r\nTraceparent: x\r\nSet-Cookie: a=b\r\nCookie: a=b\r\n"
                        + "WWW-Authenticate: Basic\r\nX-Other: 2\r\n\r\n";

        assertThat(read(RequestHead.CHUNKED, trailers)).isEqualTo("end [] X-Sum: 1\r\nX-Other: 2\r\n");
    }

    @Test
    void a_body_that_is_all_extensions_is_refused() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            body.append("1;").append("x".repeat(200)).append("\r\na\r\n");
        }

        assertThat(read(RequestHead.CHUNKED, body.toString())).isEqualTo("malformed");
    }

    @Test
    void is_as_new_after_a_body() {
        BodyReader reader = new BodyReader();
        reader.begin(RequestHead.CHUNKED);
        drain(reader, Heads.bytes("5\r\nhello\r\n0\r\nX: 1\r\n\r\n"), new StringBuilder());

        reader.begin(RequestHead.CHUNKED);

        StringBuilder content = new StringBuilder();
        assertThat(drain(reader, Heads.bytes("1\r\na\r\n0\r\n\r\n"), content)).isEqualTo(BodyReader.Step.END);
        assertThat(content).hasToString("a");
        HeadWriter trailers = new HeadWriter();
        reader.writeTrailers(trailers);
        assertThat(trailers.length()).isZero();
    }

    /** Hands the parts over as a connection does: what was not consumed comes again, in front of the next part. */
    private static String read(long length, String... parts) {
        BodyReader reader = new BodyReader();
        reader.begin(length);
        StringBuilder content = new StringBuilder();
        ByteBuf in = Unpooled.buffer();
        BodyReader.Step step = BodyReader.Step.NEED_MORE;
        for (String part : parts) {
            in.writeBytes(part.getBytes(ISO_8859_1));
            if (step == BodyReader.Step.NEED_MORE) {
                step = drain(reader, in, content);
            }
        }
        HeadWriter trailers = new HeadWriter();
        reader.writeTrailers(trailers);
        String trailerText = trailers.length() == 0 ? "" : " " + Heads.text(trailers);
        return switch (step) {
            case END ->
                "end [" + content + "]" + trailerText + (in.isReadable() ? " and " + in.readableBytes() + " more" : "");
            case NEED_MORE -> "more [" + content + "]";
            case MALFORMED -> "malformed";
            case DATA -> throw new AssertionError("drained");
        };
    }

    private static BodyReader.Step drain(BodyReader reader, ByteBuf in, StringBuilder content) {
        BodyReader.Step step = reader.next(in);
        while (step == BodyReader.Step.DATA) {
            content.append(in.readCharSequence(reader.dataLength(), ISO_8859_1));
            step = reader.next(in);
        }
        return step;
    }
}
