package io.watertight.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.netty.buffer.ByteBuf;
import io.watertight.gateway.wire.ResponseHead.Result;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class ResponseHeadTest {

    private static final HeadLimits LIMITS = new HeadLimits(2048, 0, 16);

    static Stream<Arguments> framings() {
        long chunked = ResponseHead.CHUNKED;
        long untilClose = ResponseHead.UNTIL_CLOSE;
        return Stream.of(
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", false, 5L, true),
                arguments("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\n", false, 5L, true),
                arguments("HTTP/1.1 200 \r\nContent-Length: 5\r\n\r\n", false, 5L, true),
                arguments("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, chunked, true),
                arguments("HTTP/1.1 200 OK\r\n\r\n", false, untilClose, false),
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\n", false, 5L, false),
                arguments("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\n", false, 5L, false),
                arguments("HTTP/1.0 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n", false, 5L, true),
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", true, 0L, true),
                arguments("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true, 0L, true),
                arguments("HTTP/1.1 200 OK\r\n\r\n", true, 0L, true),
                arguments("HTTP/1.1 204 No Content\r\n\r\n", false, 0L, true),
                arguments("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", false, 0L, true),
                arguments("HTTP/1.1 100 Continue\r\n\r\n", false, 0L, true),
                arguments("HTTP/1.1 599 x\r\nContent-Length: 0\r\n\r\n", false, 0L, true),
                // framing where there can be none: whatever follows is not to be taken for the next response
                arguments("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", false, 0L, false),
                arguments("HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", false, 0L, false),
                arguments("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", false, 0L, false));
    }

    @ParameterizedTest
    @MethodSource("framings")
    void knows_how_long_the_body_is_and_whether_the_connection_lives(
            String text, boolean answersHead, long expectedLength, boolean expectedKeepAlive) {
        ResponseHead head = new ResponseHead(LIMITS);
        ByteBuf in = Heads.bytes(text + "rest");

        Result result = head.read(in, answersHead);

        assertThat(result).isEqualTo(Result.COMPLETE);
        assertThat(head.bodyLength()).isEqualTo(expectedLength);
        assertThat(head.keepAlive()).isEqualTo(expectedKeepAlive);
        assertThat(in.readableBytes()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.2 200 OK\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n      ",
                "HTTP/1.1  200 OK\r\n\r\n",
                "HTTP/1.1\t200 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 600 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 20x OK\r\n\r\n",
                "HTTP/1.1 200 O\0K\r\n\r\n",
                "HTTP/1.1 200 OK\n\n          ",
                "HTTP/1.1 200 OK\rX: y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX : y\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: y\nZ: z\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 5\r\n\r\n",
            })
    void refuses_what_two_parsers_could_read_in_two_ways(String text) {
        assertThat(read(text, text.length())).isEqualTo(Result.MALFORMED);
        assertThat(readDripFed(text)).isEqualTo(Result.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("framings")
    void a_head_is_incomplete_up_to_its_last_byte(String text, boolean answersHead, long length, boolean keepAlive) {
        for (int n = 0; n < text.length(); n++) {
            assertThat(read(text, n)).as("the first %d bytes", n).isEqualTo(Result.INCOMPLETE);
        }
        assertThat(readDripFed(text)).isEqualTo(Result.COMPLETE);
    }

    @Test
    void takes_a_head_at_the_limits_and_none_beyond() {
        String start = "HTTP/1.1 200 OK\r\nX: ";
        String largest = start + "p".repeat(LIMITS.maxHeadBytes() - start.length() - 4) + "\r\n\r\n";
        String larger = start + "p" + largest.substring(start.length());
        String most = "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(LIMITS.maxFields());

        assertThat(read(largest, largest.length())).isEqualTo(Result.COMPLETE);
        assertThat(read(larger, larger.length())).isEqualTo(Result.MALFORMED);
        assertThat(read(most + "\r\n", most.length() + 2)).isEqualTo(Result.COMPLETE);
        assertThat(read(most + "X: y\r\n\r\n", most.length() + 8)).isEqualTo(Result.MALFORMED);
    }

    @Test
    void forwards_the_status_line_and_the_fields_without_those_of_the_hop() {
        ResponseHead head = new ResponseHead(LIMITS);
        head.read(
                Heads.bytes("HTTP/1.0 299 Any  thing\r\nServer: x\r\nConnection: x-b\r\nX-A: 1\r\nKeep-Alive: 5\r\n"
                        + "X-B: 2\r\nContent-Length: 3\r\n\r\n"),
                false);
        HeadWriter out = new HeadWriter();

        head.writeForwarded(out);

        assertThat(Heads.text(out))
                .isEqualTo("HTTP/1.1 299 Any  thing\r\nServer: x\r\nX-A: 1\r\nContent-Length: 3\r\n");
    }

    private static Result read(String text, int bytes) {
        return new ResponseHead(LIMITS).read(Heads.bytes(text.substring(0, bytes)), false);
    }

    private static Result readDripFed(String text) {
        ResponseHead head = new ResponseHead(LIMITS);
        Result result = Result.INCOMPLETE;
        for (int n = 1; n <= text.length() && result == Result.INCOMPLETE; n++) {
            result = head.read(Heads.bytes(text.substring(0, n)), false);
        }
        return result;
    }
}
