package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.jwt.JsonText.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The header of a signed token, as far as anything follows from it. It is not trusted: it selects among the configured
 * keys and can do no more. Keys that a token brings along (jwk, jku, x5u, x5c) are never looked at. Stateless.
 */
final class JoseHeader {

    private static final byte[] ALG = "alg".getBytes(US_ASCII);
    private static final byte[] KID = "kid".getBytes(US_ASCII);
    private static final byte[] TYP = "typ".getBytes(US_ASCII);

    /** No extension is understood here, b64 is that of RFC 7797, and cty is what a token that carries claims does not have and a nested one must. */
    private static final byte[][] UNSUPPORTED = {
        "crit".getBytes(US_ASCII), "b64".getBytes(US_ASCII), "zip".getBytes(US_ASCII), "cty".getBytes(US_ASCII)
    };

    private JoseHeader() {}

    /**
     * What is wrong with a header, whichever key it selects.
     *
     * @return malformed, unsupported, or null if all is well
     */
    static @Nullable JwtRejection judge(JsonMembers header) {
        for (byte[] name : UNSUPPORTED) {
            if (header.find(name) >= 0) {
                return JwtRejection.UNSUPPORTED;
            }
        }
        boolean sound = header.find(ALG) >= 0
                && isStringIfThere(header, ALG)
                && isStringIfThere(header, KID)
                && isStringIfThere(header, TYP);
        return sound ? null : JwtRejection.MALFORMED;
    }

    private static boolean isStringIfThere(JsonMembers header, byte[] name) {
        int index = header.find(name);
        return index < 0 || header.kind(index) == Kind.STRING;
    }

    /** The member {@code kid}, or null. */
    static @Nullable String kid(JsonMembers header) {
        int index = header.find(KID);
        return index < 0 ? null : header.string(index);
    }

    /** Whether the member {@code alg} is this; case matters. */
    static boolean isFor(JsonMembers header, byte[] algorithm) {
        return header.isString(header.find(ALG), algorithm);
    }
}
