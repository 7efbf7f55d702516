package io.watertight.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CharsTest {

    @Test
    void aValueEndsAtTheFirstByteThatIsNoneWhereverItIs() {
        for (int length = 0; length <= 40; length++) {
            for (int at = 0; at < length; at++) {
                for (int c = 0; c < 256; c++) {
                    // Given
                    byte[] bytes = new byte[length];
                    Arrays.fill(bytes, (byte) 'x');
                    bytes[at] = (byte) c;

                    // When / Then
                    boolean ends = c != '\t' && (c < ' ' || c == 0x7f);
                    assertThat(Chars.endOfValue(bytes, 0, length))
                            .as("%d of %d is %d", at, length, c)
                            .isEqualTo(ends ? at : length);
                }
            }
        }
    }

    @Test
    void whateverIsAroundDoesNotMatter() {
        Random random = new Random(20_261_122L);
        for (int round = 0; round < 200_000; round++) {
            // Given
            byte[] bytes = new byte[random.nextInt(64)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(16) == 0 ? random.nextInt(256) : 0x1e + random.nextInt(4));
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);

            // When
            int expected = from;
            while (expected < end && Chars.is(bytes[expected], Chars.VALUE)) {
                expected++;
            }

            // Then
            assertThat(Chars.endOfValue(bytes, from, end)).as("round %d", round).isEqualTo(expected);
        }
    }
}
