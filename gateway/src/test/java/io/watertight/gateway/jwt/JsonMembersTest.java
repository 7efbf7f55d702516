package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {

    private static final int TEXTS = Integer.getInteger("watertight.jwt.tokens", 100_000);
    private static final long FIRST_SEED = 20_261_123L;

    private static final String[] SEEDS = {
        Tokens.HEADER,
        Tokens.PAYLOAD,
        "{\"a\":[1,-2.5e+3,{\"b\":\"\\u00e9\\ud83d\\ude00\\n\"},[true,false,null]] , \"c\\td\" : { } }",
        "{\"\u00e4\":\"\u65e5\ud83d\ude00\",\"x\":{\"y\":{\"z\":[[[[0]]]]}}}"
    };

    private static final String[] SNIPPETS = {
        "\"",
        ",",
        ":",
        "{",
        "}",
        "[",
        "]",
        "\\",
        "\\u0061",
        "\\ud800",
        "\\udc00",
        "\\x",
        "\0",
        " ",
        "\t",
        "\u00e9",
        "\u2003",
        "1e5",
        "-",
        "-0",
        "00",
        ".5",
        "1.",
        "1e",
        "1111111111111111111111111111111111111111111111111111111111111111",
        "nul",
        "null",
        "true",
        "\"a\":",
        "\"\":1,",
        "\" \":1,",
        "[[[[[[[",
        "]]]]]]]"
    };

    private final JsonMembers members = new JsonMembers();

    @Test
    void everyTextIsReadAsJacksonReadsIt() {
        int accepted = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + TEXTS; seed++) {
            // Given
            byte[] text = mutated(new Random(seed));

            // When
            boolean read = read(text);
            Map<String, @Nullable String> expected = JacksonObject.read(text);

            // Then
            assertThat(read).as("seed %d: %s", seed, new String(text, UTF_8)).isEqualTo(expected != null);
            if (expected != null) {
                accepted++;
                long which = seed;
                expected.forEach((name, value) -> assertMember("seed " + which, name, value));
            }
        }
        assertThat(accepted).isGreaterThan(TEXTS / 20);
    }

    private void assertMember(String seed, String name, @Nullable String value) {
        int index = members.find(name.getBytes(UTF_8));
        assertThat(index).as(seed).isNotNegative();
        assertThat(members.kind(index) == JsonText.Kind.STRING).as(seed).isEqualTo(value != null);
        if (value != null && !hasHalfAPair(value)) {
            assertThat(members.string(index)).as(seed).isEqualTo(value);
        }
    }

    private static boolean hasHalfAPair(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(6));
            String snippet = SNIPPETS[random.nextInt(SNIPPETS.length)];
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, snippet);
                case 2 -> text.replace(at, to, snippet);
                default -> text.insert(at, text.substring(at, to));
            }
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (random.nextInt(4) == 0 && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"\\u0061\":1}",
                "{\"\\ud83d\\ude00\":1,\"\ud83d\ude00\":1}",
                "{\"x\":{\"a\":1,\"b\":{},\"a\":1}}"
            })
    void aMemberTwiceIsRefusedHoweverItIsWritten(String text) {
        assertThat(read(text.getBytes(UTF_8))).isFalse();
    }

    @Test
    void halfASurrogatePairIsOneInAStringAndNoneInAName() {
        assertThat(read("{\"a\":\"\\udc00\"}".getBytes(UTF_8))).isTrue();
        assertThat(read("{\"\\udc00\":\"a\"}".getBytes(UTF_8))).isFalse();
    }

    @Test
    void theSameNameInAnotherObjectIsAnotherMember() {
        assertThat(read("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"b\":{\"a\":1}}".getBytes(UTF_8)))
                .isTrue();
    }

    @Test
    void thereMayBe256Members() {
        assertThat(read(withMembers(256))).isTrue();
        assertThat(read(withMembers(257))).isFalse();
    }

    private static byte[] withMembers(int count) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ",").append('"').append(i).append("\":0");
        }
        return text.append('}').toString().getBytes(UTF_8);
    }

    @Test
    void anArrayOfLongStringsWithEscapesIsSearched() {
        // Given
        String item = "\\n" + "x".repeat(2000);

        // When
        boolean read = read(("{\"aud\":[\"" + item + "\",\"b\"],\"c\":\"\\t\"}").getBytes(UTF_8));

        // Then
        assertThat(read).isTrue();
        int aud = members.find("aud".getBytes(UTF_8));
        assertThat(members.isArrayWith(aud, "b".getBytes(UTF_8))).isTrue();
        assertThat(members.isArrayWith(aud, ("\n" + "x".repeat(2000)).getBytes(UTF_8)))
                .isTrue();
        assertThat(members.isArrayWith(aud, "x".getBytes(UTF_8))).isFalse();
        assertThat(members.string(members.find("c".getBytes(UTF_8)))).isEqualTo("\t");
    }

    private boolean read(byte[] text) {
        return members.read(Arrays.copyOf(text, text.length * JsonMembers.ROOM), text.length);
    }
}
