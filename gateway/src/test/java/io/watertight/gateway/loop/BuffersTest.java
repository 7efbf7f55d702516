package io.watertight.gateway.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class BuffersTest {

    private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

    @Test
    void joins_what_was_left_with_what_has_come() {
        assertThat(joined(bytes("ab", 2), bytes("cd", 2))).isEqualTo("abcd");
        assertThat(joined(bytes("ab", 1024), bytes("cd", 2))).isEqualTo("abcd");
        assertThat(joined(bytes("", 2), bytes("cd", 2))).isEqualTo("cd");
        assertThat(joined(null, bytes("cd", 2))).isEqualTo("cd");
    }

    @Test
    void a_slice_that_is_still_on_its_way_keeps_its_bytes() {
        ByteBuf left = bytes("abcd", 1024);
        ByteBuf slice = left.readRetainedSlice(2);

        assertThat(joined(left, bytes("xy", 2))).isEqualTo("cdxy");

        assertThat(slice.toString(US_ASCII)).isEqualTo("ab");
        slice.release();
    }

    private static String joined(@org.jspecify.annotations.Nullable ByteBuf left, ByteBuf right) {
        ByteBuf joined = Buffers.join(ALLOCATOR, left, right);
        try {
            return joined.toString(US_ASCII);
        } finally {
            assertThat(joined.release()).isTrue();
        }
    }

    private static ByteBuf bytes(String text, int capacity) {
        return ALLOCATOR.buffer(capacity).writeBytes(text.getBytes(US_ASCII));
    }
}
