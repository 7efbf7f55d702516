package io.watertight.gateway.jwt;

import io.watertight.gateway.config.JwtConfig;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Verifies bearer tokens: JSON Web Tokens signed with an HMAC (RFC 7519, RFC 7515, with the advice of RFC 8725).
 *
 * <p>The order is part of the design. First what costs nothing: the size and the number of parts, so that an encrypted
 * token is refused unread. Then the header, which may only select a key; the key says which algorithm it is for, not
 * the token. Then the signature. Claims are decoded and judged last, so that nobody without a key can ask about them.
 *
 * <p>Safe for use by several threads. No exception leaves {@link #verify} whatever the bytes are, and none is thrown within.
 */
public final class TokenVerifier {

    private static final int ENCRYPTED_PARTS = 5;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long DOTS = 0x2e2e2e2e2e2e2e2eL;

    private static final Map<JwtRejection, Verification.Rejected> REJECTED = new EnumMap<>(JwtRejection.class);

    static {
        for (JwtRejection reason : JwtRejection.values()) {
            REJECTED.put(reason, new Verification.Rejected(reason));
        }
    }

    private final KeyRing keys;
    private final ClaimRules rules;
    private final int maxTokenBytes;
    private final ThreadLocal<VerifierScratch> scratches;

    /** Makes the keys ready; to be built once per configuration. */
    public TokenVerifier(JwtConfig config) {
        keys = new KeyRing(config.keys());
        rules = new ClaimRules(config);
        maxTokenBytes = config.maxTokenBytes();
        scratches = ThreadLocal.withInitial(() -> new VerifierScratch(keys.size()));
    }

    /**
     * Verifies one token. What is returned is good until the same thread verifies the next one.
     *
     * @param buffer holds the token; only read, and not kept
     * @param offset index of its first byte
     * @param length number of its bytes
     * @param nowEpochMillis the time to judge it by, in milliseconds since 1970
     */
    public Verification verify(byte[] buffer, int offset, int length, long nowEpochMillis) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        VerifierScratch scratch = scratches.get();
        JwtRejection reason = judge(scratch, buffer, offset, length, nowEpochMillis);
        return reason == null ? scratch.verified() : Objects.requireNonNull(REJECTED.get(reason));
    }

    private @Nullable JwtRejection judge(VerifierScratch scratch, byte[] buffer, int offset, int length, long now) {
        if (length > maxTokenBytes) {
            return JwtRejection.TOO_LARGE;
        }
        int end = offset + length;
        int afterHeader = indexOfDot(buffer, offset, end);
        int afterPayload = indexOfDot(buffer, Math.min(afterHeader + 1, end), end);
        if (afterPayload == end || indexOfDot(buffer, afterPayload + 1, end) != end) {
            return wrongParts(buffer, offset, end);
        }
        HmacKey known = scratch.keyOf(buffer, offset, afterHeader);
        HmacKey key = known;
        if (key == null) {
            if (!scratch.readJson(buffer, offset, afterHeader)) {
                return JwtRejection.MALFORMED;
            }
            JsonMembers header = scratch.members();
            JwtRejection reason = JoseHeader.judge(header);
            if (reason != null) {
                return reason;
            }
            key = keys.select(JoseHeader.kid(header));
            if (key == null) {
                return JwtRejection.UNKNOWN_KEY;
            }
            if (!JoseHeader.isFor(header, key.algorithm())) {
                return JwtRejection.WRONG_ALGORITHM;
            }
        }
        int signatureLength = scratch.readSignature(buffer, afterPayload + 1, end);
        if (signatureLength == Base64Url.MALFORMED) {
            return JwtRejection.MALFORMED;
        }
        if (!scratch.isSignedWith(key, buffer, offset, afterPayload, signatureLength)) {
            return JwtRejection.BAD_SIGNATURE;
        }
        if (known == null) {
            scratch.remember(buffer, offset, afterHeader, key);
        }
        return scratch.readJson(buffer, afterHeader + 1, afterPayload)
                ? rules.judge(scratch.members(), now)
                : JwtRejection.MALFORMED;
    }

    private static JwtRejection wrongParts(byte[] buffer, int from, int end) {
        int parts = 1;
        for (int i = from; i < end; i++) {
            if (buffer[i] == '.') {
                parts++;
            }
        }
        return parts == ENCRYPTED_PARTS ? JwtRejection.UNSUPPORTED : JwtRejection.MALFORMED;
    }

    /** The index of the next dot, or the end where there is none; looks at eight bytes at a time. */
    private static int indexOfDot(byte[] buffer, int from, int end) {
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long zeroWhereDot = (long) LONGS.get(buffer, i) ^ DOTS;
            long found = (zeroWhereDot - ONES) & ~zeroWhereDot & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; i < end; i++) {
            if (buffer[i] == '.') {
                return i;
            }
        }
        return end;
    }
}
