package io.watertight.gateway.jwt;

import io.watertight.gateway.config.JwtConfig;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must say. To be asked only about tokens whose signature has been verified. */
final class ClaimRules {

    /** Bounds what a subject costs to hash, to log and to forward. */
    private static final int MAX_LENGTH = 256;

    /** Required claims whose value is no string; that of a date has been checked when it was read. */
    private static final Set<String> NOT_STRINGS = Set.of("exp", "nbf", "iat", "aud");

    private final Set<String> required;
    private final @Nullable String issuer;
    private final @Nullable String audience;
    private final long leewayMillis;

    ClaimRules(JwtConfig config) {
        required = config.requiredClaims();
        issuer = config.issuer();
        audience = config.audience();
        leewayMillis = config.leeway().toMillis();
    }

    /**
     * Returns if all is well. A token is valid from {@code nbf - leeway} on, and until just before {@code exp +
     * leeway}.
     *
     * @throws RefusedTokenException for the first rule that is broken
     */
    void judge(ClaimSet claims, long nowMillis) throws RefusedTokenException {
        for (String name : required) {
            if (!claims.has(name)) {
                throw RefusedTokenException.of(JwtRejection.MISSING_CLAIM);
            }
            if (!NOT_STRINGS.contains(name) && !isIdentifier(claims.strings().get(name))) {
                throw RefusedTokenException.of(JwtRejection.BAD_CLAIM);
            }
        }
        if (issuer != null && !issuer.equals(claims.strings().get("iss"))) {
            throw RefusedTokenException.of(JwtRejection.WRONG_ISSUER);
        }
        if (audience != null && !claims.isFor(audience)) {
            throw RefusedTokenException.of(JwtRejection.WRONG_AUDIENCE);
        }
        if (claims.expiresAtMillis() != ClaimSet.ABSENT && nowMillis >= claims.expiresAtMillis() + leewayMillis) {
            throw RefusedTokenException.of(JwtRejection.EXPIRED);
        }
        if (claims.validFromMillis() != ClaimSet.ABSENT && nowMillis < claims.validFromMillis() - leewayMillis) {
            throw RefusedTokenException.of(JwtRejection.NOT_YET_VALID);
        }
    }

    /** Two different identifiers are different bytes in UTF-8, which half a surrogate pair has none of. */
    private static boolean isIdentifier(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
