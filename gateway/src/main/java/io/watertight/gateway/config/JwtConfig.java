package io.watertight.gateway.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are valid.
 *
 * @param keys at least one; several at once while keys are rotated, and then each with a kid of its own
 * @param issuer the only {@code iss} accepted, or null for any
 * @param audience what {@code aud} must be or hold, or null for any
 * @param leeway how far the issuer's clock may be off for exp and nbf: 0 to 5 minutes
 * @param requiredClaims claims that a token must carry; always with {@code sub}. Each is a non-empty string, apart from
 *     exp, nbf and iat, which are numbers, and aud
 * @param maxTokenBytes longest token looked at, in bytes: 256 to 65536
 */
public record JwtConfig(
        List<KeyConfig> keys,
        @Nullable String issuer,
        @Nullable String audience,
        Duration leeway,
        Set<String> requiredClaims,
        int maxTokenBytes) {

    static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(5);
    static final List<String> DEFAULT_REQUIRED_CLAIMS = List.of("sub", "exp");
    static final int DEFAULT_MAX_TOKEN_BYTES = 8192;

    private static final Duration MAX_LEEWAY = Duration.ofMinutes(5);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public JwtConfig {
        keys = List.copyOf(keys);
        requiredClaims = Collections.unmodifiableSet(new LinkedHashSet<>(requiredClaims));
        judge(keys, issuer, audience, leeway, requiredClaims, maxTokenBytes).throwIfAny();
    }

    /** What is wrong with these values. A key may be null: it is there but broken, which has been said already. */
    static Violations judge(
            List<? extends @Nullable KeyConfig> keys,
            @Nullable String issuer,
            @Nullable String audience,
            Duration leeway,
            Set<String> requiredClaims,
            int maxTokenBytes) {
        Violations violations = new Violations()
                .check(!keys.isEmpty(), "keys", Violations.MISSING, "at least one key")
                .check(
                        issuer == null || !issuer.isEmpty(),
                        "issuer",
                        "empty",
                        "a string, or no such key for any issuer")
                .check(
                        audience == null || !audience.isEmpty(),
                        "audience",
                        "empty",
                        "a string, or no such key for any audience")
                .range("leeway", leeway, Duration.ZERO, MAX_LEEWAY)
                .check(
                        requiredClaims.contains("sub"),
                        "requiredClaims",
                        requiredClaims,
                        "with sub, whose quota a request spends")
                .check(!requiredClaims.contains(""), "requiredClaims", requiredClaims, "names that are not empty")
                .range("maxTokenBytes", maxTokenBytes, 256, 65_536);
        for (int i = 0; i < keys.size(); i++) {
            KeyConfig key = keys.get(i);
            if (key != null) {
                checkKey(i, key, keys, violations);
            }
        }
        return violations;
    }

    private static void checkKey(
            int index, KeyConfig key, List<? extends @Nullable KeyConfig> keys, Violations violations) {
        String kid = key.kid();
        violations.check(
                kid != null || keys.size() == 1,
                "keys[" + index + "].kid",
                Violations.MISSING,
                "a kid for every key where there are several");
        for (int i = 0; i < index; i++) {
            KeyConfig earlier = keys.get(i);
            if (earlier != null) {
                violations.check(
                        kid == null || !kid.equals(earlier.kid()),
                        "keys[" + index + "].kid",
                        String.valueOf(kid),
                        "a kid of its own, keys[" + i + "] has this one");
                violations.check(
                        key.algorithm() == earlier.algorithm() || !key.secret().sameBytes(earlier.secret()),
                        "keys[" + index + "].secretFile",
                        key.secret().file(),
                        "a secret of its own, keys[" + i + "] uses the same one with another algorithm");
            }
        }
    }
}
