package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadWriterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 12_345_678_901L, Long.MAX_VALUE})
    void writes_numbers_in_decimal(long value) {
        assertThat(Heads.text(new HeadWriter().writeDecimal(value))).isEqualTo(Long.toString(value));
    }

    @Test
    void grows_as_needed_and_begins_anew() {
        HeadWriter out = new HeadWriter();
        byte[] large = "x".repeat(10_000).getBytes(US_ASCII);

        out.write("gone").clear().write(large).write((byte) 'y').crlf();

        assertThat(Heads.text(out)).isEqualTo("x".repeat(10_000) + "y\r\n");
    }
}
