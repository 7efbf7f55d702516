package io.watertight.gateway.jwt;

import io.watertight.gateway.config.JwtConfig;
import java.util.Objects;

/**
 * Verifies bearer tokens: JSON Web Tokens signed with an HMAC (RFC 7519, RFC 7515, with the advice of RFC 8725).
 *
 * <p>The order is part of the design. First what costs nothing: the size and the number of parts, so that an encrypted
 * token is refused unread. Then the header, which may only select a key; the key says which algorithm it is for, not
 * the token. Then the signature. Claims are decoded and judged last, so that nobody without a key can ask about them.
 *
 * <p>Safe for use by several threads. No exception leaves {@link #verify} whatever the bytes are.
 */
public final class TokenVerifier {

    private static final int SIGNED_PARTS = 3;
    private static final int ENCRYPTED_PARTS = 5;

    private final KeyRing keys;
    private final ClaimRules rules;
    private final int maxTokenBytes;

    /** Makes the keys ready; to be built once per configuration. */
    public TokenVerifier(JwtConfig config) {
        keys = new KeyRing(config.keys());
        rules = new ClaimRules(config);
        maxTokenBytes = config.maxTokenBytes();
    }

    /**
     * Verifies one token.
     *
     * @param buffer holds the token; only read, and not kept
     * @param offset index of its first byte
     * @param length number of its bytes
     * @param nowEpochMillis the time to judge it by, in milliseconds since 1970
     */
    public Verification verify(byte[] buffer, int offset, int length, long nowEpochMillis) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try {
            ClaimSet claims = signedClaims(buffer, offset, length);
            rules.judge(claims, nowEpochMillis);
            String subject = Objects.requireNonNull(claims.strings().get("sub"), "sub is always required");
            return new Verification.Verified(subject, new Claims(claims.strings()));
        } catch (RefusedTokenException e) {
            return e.outcome();
        }
    }

    private ClaimSet signedClaims(byte[] buffer, int offset, int length) throws RefusedTokenException {
        if (length > maxTokenBytes) {
            throw RefusedTokenException.of(JwtRejection.TOO_LARGE);
        }
        int end = offset + length;
        int afterHeader = indexOfDot(buffer, offset, end);
        int afterPayload = indexOfDot(buffer, Math.min(afterHeader + 1, end), end);
        checkParts(buffer, offset, end);

        JoseHeader header = JoseHeader.read(Base64Url.decode(buffer, offset, afterHeader));
        HmacKey key = keys.select(header.kid());
        if (!key.isFor(header.algorithm())) {
            throw RefusedTokenException.of(JwtRejection.WRONG_ALGORITHM);
        }
        byte[] signature = Base64Url.decode(buffer, afterPayload + 1, end);
        if (!key.verifies(buffer, offset, afterPayload, signature)) {
            throw RefusedTokenException.of(JwtRejection.BAD_SIGNATURE);
        }
        return ClaimSet.read(Base64Url.decode(buffer, afterHeader + 1, afterPayload));
    }

    private static void checkParts(byte[] buffer, int from, int end) throws RefusedTokenException {
        int parts = 1;
        for (int i = from; i < end; i++) {
            if (buffer[i] == '.') {
                parts++;
            }
        }
        if (parts == ENCRYPTED_PARTS) {
            throw RefusedTokenException.of(JwtRejection.UNSUPPORTED);
        }
        if (parts != SIGNED_PARTS) {
            throw RefusedTokenException.of(JwtRejection.MALFORMED);
        }
    }

    /** The index of the next dot, or the end where there is none. */
    private static int indexOfDot(byte[] buffer, int from, int end) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '.') {
                return i;
            }
        }
        return end;
    }
}
