package io.watertight.bench.load;

import io.watertight.bench.text.Durations;
import java.time.Duration;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What all tokens of a stream have in common. Immutable; its string form does not show the key.
 *
 * @param algorithm the keyed hash
 * @param key at least as long as the hash
 * @param keyId header parameter {@code kid}, left out where null
 * @param issuer claim {@code iss}, left out where null
 * @param audience claim {@code aud}, left out where null
 * @param plan claim {@code plan}, left out where null
 * @param ttl from {@code iat} to {@code exp}, whole seconds, 1 second to 366 days
 */
public record TokenTemplate(
        JwtAlgorithm algorithm,
        SecretKey key,
        @Nullable String keyId,
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String plan,
        Duration ttl) {
    private static final Duration MAX_TTL = Duration.ofDays(366);

    /** @throws IllegalArgumentException if the key is too short, the ttl is out of range, or a text is empty */
    public TokenTemplate {
        int keyBytes = key.getEncoded().length;
        if (keyBytes < algorithm.hashBytes()) {
            throw new IllegalArgumentException("secret: " + keyBytes + " bytes (expected: >= " + algorithm.hashBytes()
                    + " for " + algorithm + ")");
        }
        if (ttl.toSeconds() < 1 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl: " + Durations.text(ttl) + " (expected: 1s to 366 days)");
        }
        requireText("kid", keyId);
        requireText("issuer", issuer);
        requireText("audience", audience);
        requireText("plan", plan);
    }

    private static void requireText(String name, @Nullable String text) {
        if (text != null && text.isEmpty()) {
            throw new IllegalArgumentException(name + ": empty (expected: at least one character)");
        }
    }

    /** HS256 with a subject and a time to live, nothing else. */
    public static TokenTemplate hs256(byte[] secret, @Nullable String keyId, Duration ttl) {
        return new TokenTemplate(
                JwtAlgorithm.HS256, new SecretKeySpec(secret, "HmacSHA256"), keyId, null, null, null, ttl);
    }
}
