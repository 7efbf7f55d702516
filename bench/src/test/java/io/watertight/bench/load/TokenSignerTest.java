package io.watertight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSignerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NOW = 1_700_000_000;

    /** Computed by another implementation, Python's hmac and base64. */
    private static final String KNOWN_TOKEN = "eyJhbGciOiJIUzUxMiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0."
            + "eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiYmVuY2giLCJwbGFuIjoiZ29sZCIsInN1YiI6In"
            + "ItN2YzYS00MiIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoxNzAwMDAzNjAwfQ."
            + "I0VdTh-MeqxRKNZMVnsFirZ81HiEBaJF_Wvjc9tgUe3PGCwAg8vjZArMm9nWNIIJgq8ECveYI67Q71HasId8_w";

    @Test
    void aTokenIsTheOneThatAnotherImplementationMakes() {
        TokenSigner signer = new TokenSigner(new TokenTemplate(
                JwtAlgorithm.HS512,
                new SecretKeySpec(countingBytes(64), "HmacSHA512"),
                "k1",
                "https://issuer.example",
                "bench",
                "gold",
                Duration.ofHours(1)));

        assertThat(signer.sign("r-7f3a-42", NOW)).isEqualTo(KNOWN_TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void everyTokenOfASignerIsSignedOverItsOwnClaims(JwtAlgorithm algorithm) throws Exception {
        TokenTemplate template = template(algorithm, null);
        TokenSigner signer = new TokenSigner(template);

        for (int i = 0; i < 100; i++) {
            String token = signer.sign("s-" + "x".repeat(i) + i, NOW + i);

            JsonNode claims = verified(token, template);
            assertThat(claims.get("sub").asText()).isEqualTo("s-" + "x".repeat(i) + i);
            assertThat(claims.get("iat").asLong()).isEqualTo(NOW + i);
            assertThat(claims.get("exp").asLong()).isEqualTo(NOW + i + 60);
            assertThat(claims.size()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b\\c", "line\nend\u0000", "m\u00fcller", "\u65e5\u672c", "\ud83d\ude00"})
    void anySubjectSurvives(String subject) throws Exception {
        TokenTemplate template = template(JwtAlgorithm.HS256, "plan " + subject);

        JsonNode claims = verified(new TokenSigner(template).sign(subject, NOW), template);

        assertThat(claims.get("sub").asText()).isEqualTo(subject);
        assertThat(claims.get("plan").asText()).isEqualTo("plan " + subject);
    }

    @Test
    void aTokenIsAppendedAsItIsReturned() {
        TokenSigner signer = new TokenSigner(template(JwtAlgorithm.HS256, null));
        ByteBuf out = Unpooled.buffer().writeByte('>');

        signer.signTo(out, "alice", NOW);

        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo(">" + signer.sign("alice", NOW));
    }

    @Test
    void aKeyShorterThanTheHashIsRefused() {
        assertThatThrownBy(() -> TokenTemplate.hs256(new byte[31], null, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret: 31 bytes (expected: >= 32 for HS256)");
    }

    @Test
    void aTemplateDoesNotPrintItsKey() {
        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        assertThat(TokenTemplate.hs256(secret, "k1", Duration.ofHours(1)).toString())
                .contains("keyId=k1")
                .doesNotContain("0123456789abcdef");
    }

    @Test
    void base64UrlAgreesWithTheJdkForEveryLength() {
        Random random = new Random(5);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            byte[] out = new byte[Base64Url.length(length)];

            int end = Base64Url.encode(bytes, length, out, 0);

            assertThat(end).isEqualTo(out.length);
            assertThat(out).isEqualTo(Base64.getUrlEncoder().withoutPadding().encode(bytes));
        }
    }

    private static TokenTemplate template(JwtAlgorithm algorithm, @Nullable String plan) {
        SecretKeySpec key = new SecretKeySpec(countingBytes(algorithm.hashBytes()), algorithm.macName());
        return new TokenTemplate(algorithm, key, null, null, null, plan, Duration.ofMinutes(1));
    }

    private static JsonNode verified(String token, TokenTemplate template) throws Exception {
        List<String> parts = List.of(token.split("\\.", -1));
        assertThat(parts).hasSize(3);
        assertThat(decoded(parts.get(2))).isEqualTo(mac(parts.get(0) + "." + parts.get(1), template));
        assertThat(JSON.readTree(decoded(parts.get(0))).get("alg").asText())
                .isEqualTo(template.algorithm().name());
        return JSON.readTree(decoded(parts.get(1)));
    }

    private static byte[] mac(String text, TokenTemplate template) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(template.key().getAlgorithm());
        mac.init(template.key());
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    private static byte[] countingBytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
