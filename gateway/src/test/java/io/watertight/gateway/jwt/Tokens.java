package io.watertight.gateway.jwt;

import io.watertight.gateway.config.JwtConfig;
import io.watertight.gateway.config.KeyConfig;
import io.watertight.gateway.config.MacAlgorithm;
import io.watertight.gateway.config.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes tokens, good and bad, with nothing of what verifies them. */
final class Tokens {

    /** 2027-01-15T08:00:00Z. */
    static final long NOW_SECONDS = 1_800_000_000L;

    static final byte[] SECRET = secret(1);
    static final byte[] OTHER_SECRET = secret(2);

    static final String HEADER = "{\"alg\":\"HS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}";
    static final String PAYLOAD = "{\"sub\":\"alice\",\"exp\":1800000060,\"iat\":1799999940}";

    private Tokens() {}

    static byte[] secret(int fill) {
        byte[] secret = new byte[64];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    /** Signed with HMAC SHA-256 and the usual secret. */
    static String signed(String header, String payload) {
        return signed(header, payload, "HmacSHA256", SECRET);
    }

    static String signed(String header, String payload, String mac, byte[] secret) {
        return signedText(text(header) + "." + text(payload), mac, secret);
    }

    /** Whatever the two parts are. */
    static String signedText(String parts, String mac, byte[] secret) {
        return parts + "." + text(hmac(parts, mac, secret));
    }

    static String text(String part) {
        return text(part.getBytes(StandardCharsets.UTF_8));
    }

    static String text(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }

    private static byte[] hmac(String text, String mac, byte[] secret) {
        try {
            Mac hmac = Mac.getInstance(mac);
            hmac.init(new SecretKeySpec(secret, mac));
            return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static KeyConfig key(@Nullable String kid, MacAlgorithm algorithm, byte[] secret) {
        return new KeyConfig(kid, algorithm, new Secret(Path.of("/keys/" + kid), secret));
    }

    /** One key, k1, HS256; the usual rules. */
    static JwtConfig config(KeyConfig... keys) {
        return config(null, null, Set.of("sub", "exp"), keys);
    }

    static JwtConfig config(
            @Nullable String issuer, @Nullable String audience, Set<String> requiredClaims, KeyConfig... keys) {
        return new JwtConfig(
                keys.length == 0 ? List.of(key("k1", MacAlgorithm.HS256, SECRET)) : List.of(keys),
                issuer,
                audience,
                Duration.ofSeconds(5),
                requiredClaims,
                8192);
    }

    static Verification verify(TokenVerifier verifier, String token) {
        return verifyAt(verifier, token, NOW_SECONDS * 1000);
    }

    /** With other bytes on both sides, which must not matter. */
    static Verification verifyAt(TokenVerifier verifier, String token, long nowMillis) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[bytes.length + 20];
        Arrays.fill(buffer, (byte) '.');
        System.arraycopy(bytes, 0, buffer, 7, bytes.length);
        return verifier.verify(buffer, 7, bytes.length, nowMillis);
    }
}
