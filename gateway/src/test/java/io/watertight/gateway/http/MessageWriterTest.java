package io.watertight.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.watertight.gateway.wire.BodyReader;
import io.watertight.gateway.wire.HeadWriter;
import io.watertight.gateway.wire.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // a text block's lines end with LF alone
class MessageWriterTest {

    private final List<String> sent = new ArrayList<>();
    private final MessageWriter writer = new MessageWriter(ByteBufAllocator.DEFAULT, this::take);

    private void take(ByteBuf buffer) {
        sent.add(buffer.toString(ISO_8859_1));
        buffer.release();
    }

    @Test
    void a_small_message_goes_out_in_one_buffer() {
        writer.begin(bytes("head|"), false, false);
        write("body");

        writer.end(new BodyReader(), new HeadWriter());

        assertThat(sent).containsExactly("head|body");
    }

    @Test
    void a_large_body_is_not_copied() {
        String large = "x".repeat(MessageWriter.COPY_BYTES + 1);
        writer.begin(bytes("head|"), false, false);
        write(large);

        writer.end(new BodyReader(), new HeadWriter());

        assertThat(sent).containsExactly("head|", large);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 15, 16, 17, 255, 256, 4095, 4096, 4097, 65_535, 65_536, 1_048_576})
    void a_chunk_says_its_size(int size) {
        String content = "x".repeat(size);
        writer.begin(bytes(""), true, false);
        write(content);

        writer.end(new BodyReader(), new HeadWriter());

        assertThat(String.join("", sent)).isEqualTo(Integer.toHexString(size) + "\r\n" + content + "\r\n0\r\n\r\n");
    }

    @Test
    void chunks_of_all_sizes_follow_each_other() {
        String large = "x".repeat(10_000);
        writer.begin(bytes("head|"), true, false);
        write("a");
        write(large);
        write("b");
        write(large);

        writer.end(new BodyReader(), new HeadWriter());

        assertThat(String.join("", sent))
                .isEqualTo("head|1\r\na\r\n2710\r\n" + large + "\r\n1\r\nb\r\n2710\r\n" + large + "\r\n0\r\n\r\n");
    }

    @Test
    void a_flush_sends_everything_up_to_the_end_of_the_chunk() {
        String large = "x".repeat(10_000);
        writer.begin(bytes("head|"), true, false);
        write(large);

        writer.flush();

        assertThat(String.join("", sent)).isEqualTo("head|2710\r\n" + large + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trailers_are_written_where_the_receiver_wants_them(boolean wanted) {
        BodyReader body = new BodyReader();
        body.begin(RequestHead.CHUNKED);
        body.next(bytes("0\r\nX-Sum: 1\r\n\r\n"));
        writer.begin(bytes("head|"), true, wanted);

        writer.end(body, new HeadWriter());

        assertThat(sent).containsExactly(wanted ? "head|0\r\nX-Sum: 1\r\n\r\n" : "head|0\r\n\r\n");
    }

    @Test
    void what_was_discarded_is_not_sent() {
        writer.begin(ByteBufAllocator.DEFAULT.buffer().writeByte('x'), false, false);

        writer.discard();
        writer.flush();

        assertThat(sent).isEmpty();
    }

    private void write(String content) {
        ByteBuf in = bytes(content);
        writer.data(in, content.length());
        assertThat(in.isReadable()).isFalse();
        in.release();
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.buffer(16).writeBytes(text.getBytes(ISO_8859_1));
    }
}
