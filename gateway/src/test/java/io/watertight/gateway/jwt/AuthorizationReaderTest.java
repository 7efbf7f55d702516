package io.watertight.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "bEaReR a.b.c",
                "Bearer    a.b.c",
                "  Bearer a.b.c ",
                "\tBearer a.b.c\t"
            })
    void aTokenFollowsTheSchemeInAnyCaseAfterSpaces(String value) {
        assertThat(read(value)).isEqualTo("a.b.c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "azAZ09-._~+/", "a=", "a=="})
    void aTokenIsAnyToken68(String token) {
        assertThat(read("Bearer " + token)).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YTpi",
                "Digest username=\"a\"",
                "Bearer2 a.b.c",
                "Beare a.b.c",
                "Negotiate",
                "a.b.c",
                "basic \u00e9"
            })
    void anotherSchemeIsNone(String value) {
        assertThat(read(value)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Bearer",
                "Bearer ",
                "Bearer =",
                "Bearer a b",
                "Bearer a,b",
                "Bearer a, Bearer b",
                "Bearer a=b",
                "Bearer \"a\"",
                "Bearer\ta",
                "Bearer \ta",
                "Bearer,a",
                "Bearer\u00a0a",
                "Bearer a\u00e9",
                "Bearer a\0",
                "Bearer a\r\n b",
                "\0",
                "(Bearer) a",
                "Bearer: a"
            })
    void anythingElseIsMalformed(String value) {
        assertThat(read(value)).isEqualTo("malformed");
    }

    /** With other bytes on both sides, which must not matter. */
    private static String read(String value) {
        byte[] bytes = ("Bearer x" + value + "x Bearer y").getBytes(StandardCharsets.UTF_8);
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        AuthorizationReader reader = new AuthorizationReader();
        return switch (reader.read(bytes, 8, length)) {
            case NONE -> "none";
            case MALFORMED -> "malformed";
            case TOKEN -> new String(bytes, reader.tokenOffset(), reader.tokenLength(), StandardCharsets.UTF_8);
        };
    }
}
