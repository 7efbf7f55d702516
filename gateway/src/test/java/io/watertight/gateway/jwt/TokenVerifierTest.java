package io.watertight.gateway.jwt;

import static io.watertight.gateway.jwt.Tokens.HEADER;
import static io.watertight.gateway.jwt.Tokens.OTHER_SECRET;
import static io.watertight.gateway.jwt.Tokens.PAYLOAD;
import static io.watertight.gateway.jwt.Tokens.SECRET;
import static io.watertight.gateway.jwt.Tokens.config;
import static io.watertight.gateway.jwt.Tokens.key;
import static io.watertight.gateway.jwt.Tokens.signed;
import static io.watertight.gateway.jwt.Tokens.signedText;
import static io.watertight.gateway.jwt.Tokens.text;
import static io.watertight.gateway.jwt.Tokens.verify;
import static io.watertight.gateway.jwt.Tokens.verifyAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.config.JwtConfig;
import io.watertight.gateway.config.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private final TokenVerifier verifier = new TokenVerifier(config());

    @Test
    void aTokenSignedWithTheKeyIsVerified() {
        // When
        Verification verification = verify(verifier, signed(HEADER, PAYLOAD));

        // Then
        assertThat(subjectOf(verification)).isEqualTo("alice");
    }

    @ParameterizedTest
    @EnumSource(MacAlgorithm.class)
    void eachAlgorithmIsVerified(MacAlgorithm algorithm) {
        // Given
        TokenVerifier one = new TokenVerifier(config(key("k1", algorithm, SECRET)));
        String token = signed(
                HEADER.replace("HS256", algorithm.text()), PAYLOAD, "HmacSHA" + algorithm.hashBytes() * 8, SECRET);

        // When / Then
        assertThat(subjectOf(verify(one, token))).isEqualTo("alice");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"algorithms", "headers", "forms", "payloads", "dates", "subjects"})
    void anAttackIsRefused(String attack, String token, JwtRejection reason) {
        assertThat(verify(verifier, token)).as(attack).isEqualTo(new Verification.Rejected(reason));
    }

    static Stream<Arguments> algorithms() {
        return Stream.of(
                attack("alg none", signed("{\"alg\":\"none\",\"kid\":\"k1\"}", PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack("alg None", signed("{\"alg\":\"None\",\"kid\":\"k1\"}", PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack("alg nOnE", signed("{\"alg\":\"nOnE\",\"kid\":\"k1\"}", PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack(
                        "alg none, no signature",
                        text("{\"alg\":\"none\",\"kid\":\"k1\"}") + "." + text(PAYLOAD) + ".",
                        JwtRejection.WRONG_ALGORITHM),
                attack(
                        "alg HS384 on a key for HS256",
                        signed(HEADER.replace("HS256", "HS384"), PAYLOAD, "HmacSHA384", SECRET),
                        JwtRejection.WRONG_ALGORITHM),
                attack("alg hs256", signed(HEADER.replace("HS256", "hs256"), PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack("alg RS256", signed(HEADER.replace("HS256", "RS256"), PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack("alg empty", signed(HEADER.replace("HS256", ""), PAYLOAD), JwtRejection.WRONG_ALGORITHM),
                attack(
                        "alg with a space",
                        signed(HEADER.replace("HS256", "HS256 "), PAYLOAD),
                        JwtRejection.WRONG_ALGORITHM),
                attack("no alg", signed("{\"kid\":\"k1\"}", PAYLOAD), JwtRejection.MALFORMED),
                attack("alg null", signed("{\"alg\":null,\"kid\":\"k1\"}", PAYLOAD), JwtRejection.MALFORMED),
                attack("alg a list", signed("{\"alg\":[\"HS256\"],\"kid\":\"k1\"}", PAYLOAD), JwtRejection.MALFORMED),
                attack(
                        "the other key's algorithm says so",
                        signed(HEADER, PAYLOAD, "HmacSHA384", SECRET),
                        JwtRejection.BAD_SIGNATURE),
                attack(
                        "another secret",
                        signed(HEADER, PAYLOAD, "HmacSHA256", OTHER_SECRET),
                        JwtRejection.BAD_SIGNATURE));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                attack("crit", withHeader("\"crit\":[\"exp\"],\"exp\":1"), JwtRejection.UNSUPPORTED),
                attack("crit empty", withHeader("\"crit\":[]"), JwtRejection.UNSUPPORTED),
                attack("b64 false", withHeader("\"crit\":[\"b64\"],\"b64\":false"), JwtRejection.UNSUPPORTED),
                attack("b64 false without crit", withHeader("\"b64\":false"), JwtRejection.UNSUPPORTED),
                attack("zip", withHeader("\"zip\":\"DEF\""), JwtRejection.UNSUPPORTED),
                attack("nested", withHeader("\"cty\":\"JWT\""), JwtRejection.UNSUPPORTED),
                attack("nested, in lower case", withHeader("\"cty\":\"jwt\""), JwtRejection.UNSUPPORTED),
                attack("kid a number", signed("{\"alg\":\"HS256\",\"kid\":1}", PAYLOAD), JwtRejection.MALFORMED),
                attack("kid an object", signed("{\"alg\":\"HS256\",\"kid\":{}}", PAYLOAD), JwtRejection.MALFORMED),
                attack("kid null", signed("{\"alg\":\"HS256\",\"kid\":null}", PAYLOAD), JwtRejection.MALFORMED),
                attack("typ a number", signed(HEADER.replace("\"JWT\"", "1"), PAYLOAD), JwtRejection.MALFORMED),
                attack("kid unknown", signed(HEADER.replace("k1", "k2"), PAYLOAD), JwtRejection.UNKNOWN_KEY),
                attack("kid in another case", signed(HEADER.replace("k1", "K1"), PAYLOAD), JwtRejection.UNKNOWN_KEY),
                attack("kid empty", signed(HEADER.replace("k1", ""), PAYLOAD), JwtRejection.UNKNOWN_KEY),
                attack("kid a path", signed(HEADER.replace("k1", "../../dev/null"), PAYLOAD), JwtRejection.UNKNOWN_KEY),
                attack("alg twice", withHeader("\"alg\":\"HS256\""), JwtRejection.MALFORMED),
                attack("alg twice, escaped", withHeader("\"\\u0061lg\":\"HS256\""), JwtRejection.MALFORMED),
                attack("kid twice", withHeader("\"kid\":\"k1\""), JwtRejection.MALFORMED),
                attack("a member twice, deep", withHeader("\"jwk\":{\"k\":1,\"k\":2}"), JwtRejection.MALFORMED),
                attack("deep nesting", withHeader("\"x\":" + "[".repeat(9) + "]".repeat(9)), JwtRejection.MALFORMED),
                attack("deep nesting, open", withHeader("\"x\":" + "[".repeat(4000)), JwtRejection.MALFORMED),
                attack("a member without a name", withHeader("\"\":1"), JwtRejection.MALFORMED),
                attack("header a list", signed("[]", PAYLOAD), JwtRejection.MALFORMED),
                attack("header a string", signed("\"HS256\"", PAYLOAD), JwtRejection.MALFORMED),
                attack("header empty", signed("", PAYLOAD), JwtRejection.MALFORMED),
                attack("header cut short", signed(HEADER.substring(0, 20), PAYLOAD), JwtRejection.MALFORMED),
                attack("text behind the header", signed(HEADER + " x", PAYLOAD), JwtRejection.MALFORMED),
                attack("two headers", signed(HEADER + HEADER, PAYLOAD), JwtRejection.MALFORMED),
                attack("single quotes", signed(HEADER.replace('"', '\''), PAYLOAD), JwtRejection.MALFORMED),
                attack("comment", signed("/**/" + HEADER, PAYLOAD), JwtRejection.MALFORMED),
                attack("header in UTF-16", bytes(HEADER.getBytes(StandardCharsets.UTF_16BE)), JwtRejection.MALFORMED),
                attack("byte order mark", signed("\ufeff" + HEADER, PAYLOAD), JwtRejection.MALFORMED));
    }

    static Stream<Arguments> forms() {
        String token = signed(HEADER, PAYLOAD);
        String[] parts = token.split("\\.", -1);
        // 32 bytes end in a character that carries 4 bits; the other two have to be zero
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char notCanonical = alphabet.charAt(alphabet.indexOf(last) + 1);
        String withoutLast = token.substring(0, token.length() - 1);
        return Stream.of(
                attack("empty", "", JwtRejection.MALFORMED),
                attack("one part", "a", JwtRejection.MALFORMED),
                attack("two parts", parts[0] + "." + parts[1], JwtRejection.MALFORMED),
                attack("four parts", token + ".", JwtRejection.MALFORMED),
                attack("five parts", token + "." + parts[1] + "." + parts[2], JwtRejection.UNSUPPORTED),
                attack("five empty parts", "....", JwtRejection.UNSUPPORTED),
                attack("six parts", ".....", JwtRejection.MALFORMED),
                attack("three empty parts", "..", JwtRejection.MALFORMED),
                attack("no signature", parts[0] + "." + parts[1] + ".", JwtRejection.BAD_SIGNATURE),
                attack(
                        "signature one byte short",
                        parts[0] + "." + parts[1] + "." + text(new byte[31]),
                        JwtRejection.BAD_SIGNATURE),
                attack(
                        "signature one byte long",
                        parts[0] + "." + parts[1] + "." + text(new byte[33]),
                        JwtRejection.BAD_SIGNATURE),
                attack("padding", token + "=", JwtRejection.MALFORMED),
                attack(
                        "padding of the header",
                        signedText(parts[0] + "==." + parts[1], "HmacSHA256", SECRET),
                        JwtRejection.MALFORMED),
                attack("space before", " " + token, JwtRejection.MALFORMED),
                attack("space behind", token + " ", JwtRejection.MALFORMED),
                attack("line end behind", token + "\n", JwtRejection.MALFORMED),
                attack(
                        "space within",
                        signedText(parts[0] + " ." + parts[1], "HmacSHA256", SECRET),
                        JwtRejection.MALFORMED),
                attack("last character not canonical", withoutLast + notCanonical, JwtRejection.MALFORMED),
                attack(
                        "payload not canonical",
                        signedText(parts[0] + "." + text("{}x").replaceFirst(".$", "1"), "HmacSHA256", SECRET),
                        JwtRejection.MALFORMED),
                attack(
                        "ordinary base64",
                        signedText(
                                parts[0] + "." + Base64.getEncoder().encodeToString(new byte[] {-1, -1, -1}),
                                "HmacSHA256",
                                SECRET),
                        JwtRejection.MALFORMED),
                attack("not ASCII", token.replace(parts[0], "\u00e9" + parts[0]), JwtRejection.MALFORMED),
                attack("NUL", token + "\0", JwtRejection.MALFORMED),
                attack(
                        "payload changed",
                        parts[0] + "." + text(PAYLOAD.replace("alice", "mallo")) + "." + parts[2],
                        JwtRejection.BAD_SIGNATURE),
                attack(
                        "header changed",
                        text(HEADER.replace("JWT", "jwt")) + "." + parts[1] + "." + parts[2],
                        JwtRejection.BAD_SIGNATURE));
    }

    static Stream<Arguments> payloads() {
        return Stream.of(
                attack("payload empty", signed(HEADER, ""), JwtRejection.MALFORMED),
                attack("payload no JSON", signed(HEADER, "hello"), JwtRejection.MALFORMED),
                attack("payload a list", signed(HEADER, "[" + PAYLOAD + "]"), JwtRejection.MALFORMED),
                attack("payload null", signed(HEADER, "null"), JwtRejection.MALFORMED),
                attack("payload twice", signed(HEADER, PAYLOAD + PAYLOAD), JwtRejection.MALFORMED),
                attack("sub twice", withClaim("\"sub\":\"bob\""), JwtRejection.MALFORMED),
                attack("sub twice, escaped", withClaim("\"s\\u0075b\":\"bob\""), JwtRejection.MALFORMED),
                attack("exp twice", withClaim("\"exp\":9999999999"), JwtRejection.MALFORMED),
                attack("a member twice, deep", withClaim("\"a\":{\"b\":[{\"c\":1,\"c\":1}]}"), JwtRejection.MALFORMED),
                attack("deep nesting", withClaim("\"a\":" + "[".repeat(9) + "]".repeat(9)), JwtRejection.MALFORMED),
                attack("a number of 65 digits", withClaim("\"a\":" + "1".repeat(65)), JwtRejection.MALFORMED),
                attack("a number that is none", withClaim("\"a\":NaN"), JwtRejection.MALFORMED),
                attack("a number with a plus", withClaim("\"a\":+1"), JwtRejection.MALFORMED),
                attack("a control character in a string", withClaim("\"a\":\"\n\""), JwtRejection.MALFORMED),
                attack("trailing comma", signed(HEADER, PAYLOAD.replace("}", ",}")), JwtRejection.MALFORMED),
                attack("overlong UTF-8", payloadWith((byte) 0xc1, (byte) 0x81), JwtRejection.MALFORMED),
                attack(
                        "a surrogate in UTF-8",
                        payloadWith((byte) 0xed, (byte) 0xa0, (byte) 0x80),
                        JwtRejection.MALFORMED),
                attack("Latin-1", payloadWith((byte) 0xe9), JwtRejection.MALFORMED));
    }

    static Stream<Arguments> dates() {
        return Stream.of(
                attack("exp missing", signed(HEADER, "{\"sub\":\"alice\"}"), JwtRejection.MISSING_CLAIM),
                attack("exp a string of digits", withExp("\"1800000060\""), JwtRejection.BAD_CLAIM),
                attack("exp an ISO date", withExp("\"2099-01-01T00:00:00Z\""), JwtRejection.BAD_CLAIM),
                attack("exp null", withExp("null"), JwtRejection.BAD_CLAIM),
                attack("exp true", withExp("true"), JwtRejection.BAD_CLAIM),
                attack("exp an object", withExp("{}"), JwtRejection.BAD_CLAIM),
                attack("exp negative", withExp("-1"), JwtRejection.BAD_CLAIM),
                attack("exp negative with a fraction", withExp("-0.5"), JwtRejection.BAD_CLAIM),
                attack("exp 1e400", withExp("1e400"), JwtRejection.BAD_CLAIM),
                attack("exp 1e999999999", withExp("1e999999999"), JwtRejection.BAD_CLAIM),
                attack("exp 1e-999999999", withExp("1e-999999999"), JwtRejection.EXPIRED),
                attack("exp beyond the year 9999", withExp("253402300800"), JwtRejection.BAD_CLAIM),
                attack("exp as large as a long", withExp("9223372036854775807"), JwtRejection.BAD_CLAIM),
                attack("exp larger than a long", withExp("9223372036854775808"), JwtRejection.BAD_CLAIM),
                attack("exp in milliseconds", withExp("1800000060000"), JwtRejection.BAD_CLAIM),
                attack("nbf a string", withClaim("\"nbf\":\"0\""), JwtRejection.BAD_CLAIM),
                attack("nbf negative", withClaim("\"nbf\":-1"), JwtRejection.BAD_CLAIM),
                attack(
                        "iat a string",
                        signed(HEADER, PAYLOAD.replace("1799999940", "\"now\"")),
                        JwtRejection.BAD_CLAIM),
                attack("expired", withExp("1700000000"), JwtRejection.EXPIRED),
                attack("not yet valid", withClaim("\"nbf\":1800000006"), JwtRejection.NOT_YET_VALID));
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                attack("sub missing", signed(HEADER, "{\"exp\":1800000060}"), JwtRejection.MISSING_CLAIM),
                attack("sub empty", withSub("\"\""), JwtRejection.BAD_CLAIM),
                attack("sub blank", withSub("\"  \""), JwtRejection.BAD_CLAIM),
                attack("sub blank in another script", withSub("\"\u2003\u3000\""), JwtRejection.BAD_CLAIM),
                attack("sub null", withSub("null"), JwtRejection.BAD_CLAIM),
                attack("sub a number", withSub("42"), JwtRejection.BAD_CLAIM),
                attack("sub a list", withSub("[\"alice\"]"), JwtRejection.BAD_CLAIM),
                attack("sub of 257 characters", withSub("\"" + "a".repeat(257) + "\""), JwtRejection.BAD_CLAIM),
                attack("sub of 5000 characters", withSub("\"" + "a".repeat(5000) + "\""), JwtRejection.BAD_CLAIM),
                attack("sub with a line end", withSub("\"a\\r\\nX-Admin: 1\""), JwtRejection.BAD_CLAIM),
                attack("sub with a NUL", withSub("\"a\\u0000\""), JwtRejection.BAD_CLAIM),
                attack("sub with half a surrogate pair", withSub("\"a\\ud800\""), JwtRejection.BAD_CLAIM),
                attack("sub with the other half", withSub("\"\\udc00\\ud800\""), JwtRejection.BAD_CLAIM),
                attack("iss a number", withClaim("\"iss\":1"), JwtRejection.BAD_CLAIM),
                attack("aud an object", withClaim("\"aud\":{}"), JwtRejection.BAD_CLAIM),
                attack("aud a list with a number", withClaim("\"aud\":[\"a\",1]"), JwtRejection.BAD_CLAIM),
                attack("aud a list of lists", withClaim("\"aud\":[[\"a\"]]"), JwtRejection.BAD_CLAIM));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c", "x5t"})
    void keysThatATokenBringsAlongAreIgnored(String name) {
        // When
        Verification verification = verify(verifier, withHeader("\"" + name + "\":{\"kty\":\"oct\",\"k\":[\"AAAA\"]}"));

        // Then
        assertThat(subjectOf(verification)).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 252, 253, 255, 256, 259, 509, 512, 515})
    void aClaimWhoseNameOnlyBeginsLikeOneOfTheRegisteredIsNotJudged(int length) {
        // Given
        Set<String> claims = new LinkedHashSet<>();
        for (String registered : List.of("exp", "nbf", "iat", "aud", "iss", "sub", "jti")) {
            String name = (registered + "x".repeat(512)).substring(0, length);
            claims.add("\"" + name + "\":{}");
        }

        // When
        Verification verification = verify(verifier, withClaim(String.join(",", claims)));

        // Then
        assertThat(subjectOf(verification)).isEqualTo("alice");
    }

    @Test
    void theExampleOfRfc7515AppendixA1HasAGoodSignature() {
        // Given
        byte[] secret = Base64.getUrlDecoder()
                .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow");
        TokenVerifier rfc = new TokenVerifier(config(key(null, MacAlgorithm.HS256, secret)));
        String token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

        // When
        Verification asItIs = verifyAt(rfc, token, 1_300_819_379_000L);
        Verification changed = verifyAt(rfc, token.replace("dBjft", "dBjfs"), 1_300_819_379_000L);

        // Then: it has no subject, which only a good signature lets anybody know
        assertThat(asItIs).isEqualTo(new Verification.Rejected(JwtRejection.MISSING_CLAIM));
        assertThat(changed).isEqualTo(new Verification.Rejected(JwtRejection.BAD_SIGNATURE));
    }

    @Test
    void duringRotationTheKidSelectsTheKey() {
        // Given
        TokenVerifier rotating = new TokenVerifier(
                config(key("k1", MacAlgorithm.HS256, SECRET), key("k2", MacAlgorithm.HS512, OTHER_SECRET)));
        String header2 = "{\"alg\":\"HS512\",\"kid\":\"k2\"}";

        // When / Then
        assertThat(subjectOf(verify(rotating, signed(HEADER, PAYLOAD)))).isEqualTo("alice");
        assertThat(subjectOf(verify(rotating, signed(header2, PAYLOAD, "HmacSHA512", OTHER_SECRET))))
                .isEqualTo("alice");
        assertThat(verify(rotating, signed(header2, PAYLOAD, "HmacSHA512", SECRET)))
                .isEqualTo(new Verification.Rejected(JwtRejection.BAD_SIGNATURE));
        assertThat(verify(rotating, signed(HEADER.replace("k1", "k2"), PAYLOAD, "HmacSHA256", OTHER_SECRET)))
                .isEqualTo(new Verification.Rejected(JwtRejection.WRONG_ALGORITHM));
        assertThat(verify(rotating, signed("{\"alg\":\"HS256\"}", PAYLOAD)))
                .isEqualTo(new Verification.Rejected(JwtRejection.UNKNOWN_KEY));
    }

    @Test
    void theOnlyKeyVerifiesTokensWithoutAKid() {
        // Given
        String token = signed("{\"alg\":\"HS256\"}", PAYLOAD);
        TokenVerifier unnamed = new TokenVerifier(config(key(null, MacAlgorithm.HS256, SECRET)));

        // When / Then
        assertThat(subjectOf(verify(verifier, token))).isEqualTo("alice");
        assertThat(subjectOf(verify(unnamed, token))).isEqualTo("alice");
    }

    @Test
    void aKeyWithoutAKidDoesNotVerifyTokensThatAskForOne() {
        // Given
        TokenVerifier unnamed = new TokenVerifier(config(key(null, MacAlgorithm.HS256, SECRET)));

        // When / Then
        assertThat(verify(unnamed, signed(HEADER, PAYLOAD)))
                .isEqualTo(new Verification.Rejected(JwtRejection.UNKNOWN_KEY));
    }

    @Test
    void aTokenIsValidUntilJustBeforeExpPlusLeeway() {
        // Given
        String token = withExp("1800000000");

        // When / Then
        assertThat(subjectOf(verifyAt(verifier, token, 1_800_000_004_999L))).isEqualTo("alice");
        assertThat(verifyAt(verifier, token, 1_800_000_005_000L))
                .isEqualTo(new Verification.Rejected(JwtRejection.EXPIRED));
    }

    @Test
    void aTokenIsValidFromNbfMinusLeewayOn() {
        // Given
        String token = withClaim("\"nbf\":1800000050");

        // When / Then
        assertThat(verifyAt(verifier, token, 1_800_000_044_999L))
                .isEqualTo(new Verification.Rejected(JwtRejection.NOT_YET_VALID));
        assertThat(subjectOf(verifyAt(verifier, token, 1_800_000_045_000L))).isEqualTo("alice");
    }

    @Test
    void fractionsOfASecondCount() {
        // Given
        String token = withExp("1.80000000025e9");

        // When / Then
        assertThat(subjectOf(verifyAt(verifier, token, 1_800_000_005_249L))).isEqualTo("alice");
        assertThat(verifyAt(verifier, token, 1_800_000_005_250L))
                .isEqualTo(new Verification.Rejected(JwtRejection.EXPIRED));
    }

    @Test
    void withoutLeewayATokenIsExpiredAtExp() {
        // Given
        TokenVerifier strict = new TokenVerifier(
                new JwtConfig(config().keys(), null, null, Duration.ZERO, Set.of("sub", "exp"), 8192));
        String token = withExp("1800000000");

        // When / Then
        assertThat(subjectOf(verifyAt(strict, token, 1_799_999_999_999L))).isEqualTo("alice");
        assertThat(verifyAt(strict, token, 1_800_000_000_000L))
                .isEqualTo(new Verification.Rejected(JwtRejection.EXPIRED));
    }

    @Test
    void theLastSecondOfTheYear9999IsADate() {
        assertThat(subjectOf(verify(verifier, withExp("253402300799")))).isEqualTo("alice");
    }

    @Test
    void expMayBeMadeOptional() {
        // Given
        TokenVerifier lax = new TokenVerifier(config(null, null, Set.of("sub")));

        // When / Then
        assertThat(subjectOf(verify(lax, signed(HEADER, "{\"sub\":\"alice\"}"))))
                .isEqualTo("alice");
        assertThat(verify(lax, withExp("1700000000"))).isEqualTo(new Verification.Rejected(JwtRejection.EXPIRED));
    }

    @Test
    void theIssuerHasToBeTheOneConfigured() {
        // Given
        TokenVerifier picky = new TokenVerifier(config("https://a", null, Set.of("sub", "exp")));

        // When / Then
        assertThat(subjectOf(verify(picky, withClaim("\"iss\":\"https://a\"")))).isEqualTo("alice");
        assertThat(verify(picky, withClaim("\"iss\":\"https://a/\"")))
                .isEqualTo(new Verification.Rejected(JwtRejection.WRONG_ISSUER));
        assertThat(verify(picky, signed(HEADER, PAYLOAD)))
                .isEqualTo(new Verification.Rejected(JwtRejection.WRONG_ISSUER));
    }

    @Test
    void theAudienceHasToBeOrHoldTheOneConfigured() {
        // Given
        TokenVerifier picky = new TokenVerifier(config(null, "api", Set.of("sub", "exp")));

        // When / Then
        assertThat(subjectOf(verify(picky, withClaim("\"aud\":\"api\"")))).isEqualTo("alice");
        assertThat(subjectOf(verify(picky, withClaim("\"aud\":[\"web\",\"api\"]"))))
                .isEqualTo("alice");
        for (String aud : List.of("\"aud\":\"API\"", "\"aud\":[]", "\"aud\":[\"web\"]", "\"aud\":\"web api\"")) {
            assertThat(verify(picky, withClaim(aud)))
                    .as(aud)
                    .isEqualTo(new Verification.Rejected(JwtRejection.WRONG_AUDIENCE));
        }
        assertThat(verify(picky, signed(HEADER, PAYLOAD)))
                .isEqualTo(new Verification.Rejected(JwtRejection.WRONG_AUDIENCE));
    }

    @Test
    void aRequiredClaimIsANonEmptyString() {
        // Given
        TokenVerifier tenants = new TokenVerifier(config(null, null, Set.of("sub", "exp", "tenant")));

        // When / Then
        assertThat(claimOf(verify(tenants, withClaim("\"tenant\":\"t1\"")), "tenant"))
                .isEqualTo("t1");
        assertThat(verify(tenants, signed(HEADER, PAYLOAD)))
                .isEqualTo(new Verification.Rejected(JwtRejection.MISSING_CLAIM));
        for (String tenant : List.of("1", "\"\"", "null", "{}", "\"a\\nb\"", "\"" + "t".repeat(257) + "\"")) {
            assertThat(verify(tenants, withClaim("\"tenant\":" + tenant)))
                    .as(tenant)
                    .isEqualTo(new Verification.Rejected(JwtRejection.BAD_CLAIM));
        }
    }

    @Test
    void datesAndAudienceMayBeRequiredToo() {
        // Given
        TokenVerifier all = new TokenVerifier(config(null, null, Set.of("sub", "exp", "nbf", "iat", "aud")));

        // When / Then
        assertThat(subjectOf(verify(all, withClaim("\"nbf\":0,\"aud\":[]")))).isEqualTo("alice");
        assertThat(verify(all, withClaim("\"nbf\":0")))
                .isEqualTo(new Verification.Rejected(JwtRejection.MISSING_CLAIM));
        assertThat(verify(all, withClaim("\"aud\":\"a\"")))
                .isEqualTo(new Verification.Rejected(JwtRejection.MISSING_CLAIM));
    }

    @Test
    void claimsThatAreStringsCanBeReadAndOthersCannot() {
        // When
        Verification verification =
                verify(verifier, withClaim("\"plan\":\"g\\u00f6ld\",\"level\":3,\"roles\":[\"a\"]"));

        // Then
        assertThat(claimOf(verification, "plan")).isEqualTo("göld");
        assertThat(claimOf(verification, "sub")).isEqualTo("alice");
        assertThat(claimOf(verification, "level")).isNull();
        assertThat(claimOf(verification, "roles")).isNull();
        assertThat(claimOf(verification, "none")).isNull();
    }

    @Test
    void aSubjectMayHave256CharactersOfAnyScript() {
        // Given
        String subject = "\u00e4\u65e5\ud83d\ude00".repeat(64);

        // When / Then
        assertThat(subjectOf(verify(verifier, withSub("\"" + subject + "\"")))).isEqualTo(subject);
    }

    @Test
    void aTokenMayBeAsLongAsConfiguredAndNotAByteLonger() {
        // Given
        String token = withClaim("\"pad\":\"" + "x".repeat(5000) + "\"");
        TokenVerifier exact = withLimit(token.length());
        TokenVerifier oneLess = withLimit(token.length() - 1);

        // When / Then
        assertThat(subjectOf(verify(exact, token))).isEqualTo("alice");
        assertThat(verify(oneLess, token)).isEqualTo(new Verification.Rejected(JwtRejection.TOO_LARGE));
    }

    @Test
    void aVerifiedTokenDoesNotPrintWhoseItIs() {
        // When
        Verification verification = verify(verifier, signed(HEADER, PAYLOAD));

        // Then
        assertThat(verification).hasToString("Verified[redacted]");
        assertThat(((Verification.Verified) verification).claims()).hasToString("Claims[redacted]");
    }

    @Test
    void reasonsThatOnlyAKeyHolderMayTellApartReadTheSame() {
        assertThat(List.of(JwtRejection.UNKNOWN_KEY, JwtRejection.WRONG_ALGORITHM, JwtRejection.BAD_SIGNATURE))
                .extracting(JwtRejection::description)
                .containsOnly("the token's signature cannot be verified");
    }

    @ParameterizedTest
    @EnumSource(JwtRejection.class)
    void descriptionsNeedNoEscapingInAHeaderField(JwtRejection reason) {
        assertThat(reason.description()).matches("[a-z' ]+");
        assertThat(reason.tag()).isEqualTo(reason.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void threadsMayShareAVerifier() throws Exception {
        // Given
        int threads = 4;
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            tasks.add(() -> {
                int wrong = 0;
                for (int i = 0; i < 2000; i++) {
                    String subject = "s" + thread + "-" + i;
                    String token = withSub("\"" + subject + "\"");
                    wrong += subject.equals(subjectOf(verify(verifier, token))) ? 0 : 1;
                    wrong += verify(verifier, token.substring(0, token.length() - 4) + "AAAA")
                                    .equals(new Verification.Rejected(JwtRejection.BAD_SIGNATURE))
                            ? 0
                            : 1;
                }
                return wrong;
            });
        }

        // When
        int wrong = 0;
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (var result : executor.invokeAll(tasks)) {
                wrong += result.get();
            }
        }

        // Then
        assertThat(wrong).isZero();
    }

    private static TokenVerifier withLimit(int maxTokenBytes) {
        return new TokenVerifier(
                new JwtConfig(config().keys(), null, null, Duration.ofSeconds(5), Set.of("sub", "exp"), maxTokenBytes));
    }

    private static Arguments attack(String name, String token, JwtRejection reason) {
        return Arguments.of(name, token, reason);
    }

    private static String withHeader(String members) {
        return signed(HEADER.replace("}", "," + members + "}"), PAYLOAD);
    }

    private static String withClaim(String members) {
        return signed(HEADER, PAYLOAD.replace("}", "," + members + "}"));
    }

    private static String withExp(String exp) {
        return signed(HEADER, PAYLOAD.replace("1800000060", exp));
    }

    private static String withSub(String sub) {
        return signed(HEADER, PAYLOAD.replace("\"alice\"", sub));
    }

    private static String bytes(byte[] header) {
        return signedText(text(header) + "." + text(PAYLOAD), "HmacSHA256", SECRET);
    }

    /** The payload with these bytes in a string. */
    private static String payloadWith(byte... bytes) {
        String marked = PAYLOAD.replace("}", ",\"x\":\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"}");
        return signedText(
                text(HEADER) + "." + text(marked.getBytes(StandardCharsets.ISO_8859_1)), "HmacSHA256", SECRET);
    }

    private static String subjectOf(Verification verification) {
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).subject();
    }

    private static @Nullable String claimOf(Verification verification, String name) {
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).claims().claim(name);
    }
}
