package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.watertight.gateway.config.JwtConfig;
import io.watertight.gateway.jwt.JsonText.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must say. To be asked only about tokens whose signature has been verified. Immutable. */
final class ClaimRules {

    /** The registered claims (RFC 7519, section 4.1) by {@link JsonMembers#tag}. */
    private static final int EXP = 3 << 24 | 'e' << 16 | 'x' << 8 | 'p';

    private static final int NBF = 3 << 24 | 'n' << 16 | 'b' << 8 | 'f';
    private static final int IAT = 3 << 24 | 'i' << 16 | 'a' << 8 | 't';
    private static final int AUD = 3 << 24 | 'a' << 16 | 'u' << 8 | 'd';
    private static final int ISS = 3 << 24 | 'i' << 16 | 's' << 8 | 's';
    private static final int SUB = 3 << 24 | 's' << 16 | 'u' << 8 | 'b';
    private static final int JTI = 3 << 24 | 'j' << 16 | 't' << 8 | 'i';

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
        long expires = NumericDate.ABSENT;
        long begins = NumericDate.ABSENT;
        int iss = -1;
        int aud = -1;
        boolean sound = true;
        for (int i = 0; i < claims.count(); i++) {
            switch (claims.tag(i)) {
                case EXP -> {
                    expires = NumericDate.millis(claims, i);
                    sound &= expires != NumericDate.INVALID;
                }
                case NBF -> {
                    begins = NumericDate.millis(claims, i);
                    sound &= begins != NumericDate.INVALID;
                }
                case IAT -> sound &= NumericDate.millis(claims, i) != NumericDate.INVALID;
                case ISS -> {
                    iss = i;
                    sound &= claims.kind(i) == Kind.STRING;
                }
                case SUB, JTI -> sound &= claims.kind(i) == Kind.STRING;
                case AUD -> {
                    aud = i;
                    sound &= claims.kind(i) == Kind.STRING || claims.isArrayOfStrings(i);
                }
                default -> {}
            }
        }
        if (!sound) {
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
        if (issuer != null && !(iss >= 0 && claims.isString(iss, issuer))) {
            return JwtRejection.WRONG_ISSUER;
        }
        if (audience != null && !(aud >= 0 && isFor(claims, aud, audience))) {
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

    private static boolean isFor(JsonMembers claims, int aud, byte[] audience) {
        return claims.isString(aud, audience) || claims.isArrayWith(aud, audience);
    }
}
