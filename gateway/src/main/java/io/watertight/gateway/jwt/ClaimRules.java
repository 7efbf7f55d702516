package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.watertight.gateway.config.JwtConfig;
import io.watertight.gateway.jwt.JsonText.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must say. To be asked only about tokens whose signature has been verified. Immutable. */
final class ClaimRules {

    private static final byte[] EXP = "exp".getBytes(US_ASCII);
    private static final byte[] NBF = "nbf".getBytes(US_ASCII);
    private static final byte[] IAT = "iat".getBytes(US_ASCII);
    private static final byte[] AUD = "aud".getBytes(US_ASCII);
    private static final byte[] ISS = "iss".getBytes(US_ASCII);

    /** The registered claims that are strings (RFC 7519, section 4.1). */
    private static final byte[][] STRINGS = {"sub".getBytes(US_ASCII), ISS, "jti".getBytes(US_ASCII)};

    /** Required claims whose value is no string. */
    private static final Set<String> NOT_STRINGS = Set.of("exp", "nbf", "iat", "aud");

    private final byte[][] required;
    private final byte[][] identifiers;
    private final byte @Nullable [] issuer;
    private final byte @Nullable [] audience;
    private final long leewayMillis;

    ClaimRules(JwtConfig config) {
        required = utf8(config.requiredClaims());
        identifiers = utf8(config.requiredClaims().stream()
                .filter(name -> !NOT_STRINGS.contains(name))
                .toList());
        issuer = config.issuer() == null ? null : config.issuer().getBytes(UTF_8);
        audience = config.audience() == null ? null : config.audience().getBytes(UTF_8);
        leewayMillis = config.leeway().toMillis();
    }

    private static byte[][] utf8(Iterable<String> names) {
        List<byte[]> all = new ArrayList<>();
        names.forEach(name -> all.add(name.getBytes(UTF_8)));
        return all.toArray(byte[][]::new);
    }

    /**
     * The first rule that is broken, or null. A token is valid from {@code nbf - leeway} on, and until just before {@code exp +
     * leeway}.
     */
    @Nullable
    JwtRejection judge(JsonMembers claims, long nowMillis) {
        long expires = NumericDate.millis(claims, claims.find(EXP));
        long begins = NumericDate.millis(claims, claims.find(NBF));
        long issued = NumericDate.millis(claims, claims.find(IAT));
        if (expires == NumericDate.INVALID
                || begins == NumericDate.INVALID
                || issued == NumericDate.INVALID
                || !areOfTheirTypes(claims)) {
            return JwtRejection.BAD_CLAIM;
        }
        for (byte[] name : required) {
            if (claims.find(name) < 0) {
                return JwtRejection.MISSING_CLAIM;
            }
        }
        for (byte[] name : identifiers) {
            int index = claims.find(name);
            if (claims.kind(index) != Kind.STRING
                    || !Identifiers.isValid(claims.bytes(), claims.start(index), claims.end(index))) {
                return JwtRejection.BAD_CLAIM;
            }
        }
        if (issuer != null && !isIssuedBy(claims, issuer)) {
            return JwtRejection.WRONG_ISSUER;
        }
        if (audience != null && !isFor(claims, audience)) {
            return JwtRejection.WRONG_AUDIENCE;
        }
        if (expires != NumericDate.ABSENT && nowMillis >= expires + leewayMillis) {
            return JwtRejection.EXPIRED;
        }
        if (begins != NumericDate.ABSENT && nowMillis < begins - leewayMillis) {
            return JwtRejection.NOT_YET_VALID;
        }
        return null;
    }

    private static boolean areOfTheirTypes(JsonMembers claims) {
        for (byte[] name : STRINGS) {
            int index = claims.find(name);
            if (index >= 0 && claims.kind(index) != Kind.STRING) {
                return false;
            }
        }
        int audiences = claims.find(AUD);
        return audiences < 0 || claims.kind(audiences) == Kind.STRING || claims.isArrayOfStrings(audiences);
    }

    private static boolean isIssuedBy(JsonMembers claims, byte[] issuer) {
        int index = claims.find(ISS);
        return index >= 0 && claims.isString(index, issuer);
    }

    private static boolean isFor(JsonMembers claims, byte[] audience) {
        int index = claims.find(AUD);
        return index >= 0 && (claims.isString(index, audience) || claims.isArrayWith(index, audience));
    }
}
