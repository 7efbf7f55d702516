package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNormaliserTest {

    private static final String REFUSED = "refused";

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "/a/b, /a/b",
        "//a//b/, //a//b/",
        "/%41%7e%2d, /A~-",
        "/%c3%a9%20, /%C3%A9%20",
        "/a/./b, /a/b",
        "/a/., /a/",
        "/a/../b, /b",
        "/a/b/.., /a/",
        "/a/.., /",
        "/a/b/../../c, /c",
        "/..., /...",
        "/.a/..b/.well-known, /.a/..b/.well-known",
        "/a%2eb, /a.b",
        "/a;v=1/b, /a;v=1/b",
        "/%25%32%65, /%252e",
    })
    void gives_every_spelling_of_a_path_one_form(String path, String expected) {
        assertThat(normalise(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "/..",
                "/../a",
                "/a/../..",
                "/a/../../b",
                "/./..",
                "/%2e",
                "/%2e%2e/a",
                "/.%2e/a",
                "/%2E./a",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a%00",
                "/a%0a",
                "/a%1f",
                "/a%7f",
                "/a%",
                "/a%4",
                "/a%4g",
                "/a%u002e",
                "/..;/a",
                "/a/..;v=1/b",
                "/.;/a",
                "/%2e.;/a",
            })
    void refuses_what_a_server_behind_could_read_differently(String path) {
        assertThat(normalise(path)).isEqualTo(REFUSED);
    }

    @Test
    void the_normal_form_is_its_own_normal_form_and_has_no_dot_segment() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String[] parts = {"/", "/", ".", "..", "a", "%41", "%2e", "%c3", ";", "%25", "~"};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder path = new StringBuilder("/");
            for (int n = random.nextInt(12); n > 0; n--) {
                path.append(parts[random.nextInt(parts.length)]);
            }
            String once = normalise(path.toString());
            if (!once.equals(REFUSED)) {
                assertThat(normalise(once)).as("%s, seed %d", path, seed).isEqualTo(once);
                assertThat("/" + once + "/").as("%s, seed %d", path, seed).doesNotContain("/./", "/../", "/..;", "/.;");
            }
        }
    }

    private static String normalise(String path) {
        byte[] source = path.getBytes(US_ASCII);
        byte[] out = new byte[source.length + 1];
        int length = PathNormaliser.normalise(source, 0, source.length, out);
        return length < 0 ? REFUSED : new String(out, 0, length, US_ASCII);
    }
}
