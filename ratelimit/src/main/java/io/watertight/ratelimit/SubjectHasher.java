package io.watertight.ratelimit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * SipHash-2-4 with 128 bits of output (J.-P. Aumasson, D. J. Bernstein: SipHash, a fast short-input PRF, 2012; the wide
 * output is the one of its reference implementation). A pseudo-random function: without the secret nobody can find
 * colliding subjects.
 *
 * <p>Immutable, safe for use by many threads, and it allocates nothing but the key it returns.
 */
public final class SubjectHasher {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SECRET_BYTES = 16;

    private final long secret0;
    private final long secret1;

    /**
     * Hashes with a given secret.
     *
     * @param secret16 16 bytes, which are copied
     * @throws IllegalArgumentException if there are not 16 of them
     */
    public SubjectHasher(byte[] secret16) {
        if (secret16.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret: " + secret16.length + " bytes (expected: 16)");
        }
        this.secret0 = (long) LONGS.get(secret16, 0);
        this.secret1 = (long) LONGS.get(secret16, Long.BYTES);
    }

    /** Returns a hasher with a fresh random secret: its keys mean nothing outside this process. */
    public static SubjectHasher withRandomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return new SubjectHasher(secret);
    }

    /**
     * Returns the key of a subject given as a range of bytes.
     *
     * @param bytes where the subject is
     * @param offset index of its first byte
     * @param length how many bytes it has; 0 is allowed
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public SubjectKey hash(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        State state = new State(secret0, secret1);
        int end = offset + (length & -Long.BYTES);
        for (int i = offset; i < end; i += Long.BYTES) {
            state.absorb((long) LONGS.get(bytes, i));
        }
        long last = (long) length << 56;
        for (int i = 0; i < (length & 7); i++) {
            last |= (bytes[end + i] & 0xffL) << (8 * i);
        }
        state.absorb(last);
        long low = state.squeeze(0xee, 0);
        long high = state.squeeze(0, 0xdd);
        return new SubjectKey(high, low);
    }

    /** The four words of SipHash. Never escapes {@link #hash}, so the compiler keeps it in registers. */
    private static final class State {

        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long secret0, long secret1) {
            v0 = secret0 ^ 0x736f6d6570736575L;
            v1 = secret1 ^ 0x646f72616e646f6dL ^ 0xee;
            v2 = secret0 ^ 0x6c7967656e657261L;
            v3 = secret1 ^ 0x7465646279746573L;
        }

        void absorb(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        /** Returns 64 bits of output; the two tweaks tell the first half from the second. */
        long squeeze(long tweak2, long tweak1) {
            v2 ^= tweak2;
            v1 ^= tweak1;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
