package io.watertight.gateway.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Base64url without padding (RFC 4648, section 5), canonical only: for each sequence of bytes exactly one text is
 * accepted. The JDK's decoder also takes padding, and last characters whose surplus bits are not zero.
 */
final class Base64Url {

    /** Returned by {@link #decode} where the text is no canonical base64url. */
    static final int MALFORMED = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The six bits of each character where they belong as the first to fourth of four; negative for what is none of the alphabet. */
    private static final int[] FIRST = values(18);

    private static final int[] SECOND = values(12);
    private static final int[] THIRD = values(6);
    private static final int[] FOURTH = values(0);

    private static int[] values(int shift) {
        int[] values = new int[256];
        Arrays.fill(values, Integer.MIN_VALUE);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = i << shift;
        }
        return values;
    }

    private Base64Url() {}

    /** How many bytes a text of that many characters stands for. */
    static int decodedLength(int characters) {
        return (int) (characters * 3L / 4);
    }

    /**
     * Writes the bytes that the text stands for to the beginning of an array, which has room for {@link #decodedLength} of them. What is behind them there may be
     * written to, too.
     *
     * @return how many there are, or {@link #MALFORMED}
     */
    static int decode(byte[] text, int from, int to, byte[] bytes) {
        int length = to - from;
        int tail = length & 3;
        if (tail == 1) {
            return MALFORMED;
        }
        int in = from;
        int out = 0;
        int seen = 0; // negative as soon as one character was not of the alphabet
        int end = to - tail;
        for (; in <= end - 8 && out <= bytes.length - 8; in += 8) {
            long eight = (long) LONGS.get(text, in);
            int bits = four(eight);
            int next = four(eight >>> 32);
            seen |= bits | next;
            BIG_ENDIAN_LONGS.set(bytes, out, (long) bits << 40 | (long) next << 16);
            out += 6;
        }
        for (; in < end; in += 4) {
            int bits = FIRST[text[in] & 0xff]
                    | SECOND[text[in + 1] & 0xff]
                    | THIRD[text[in + 2] & 0xff]
                    | FOURTH[text[in + 3] & 0xff];
            seen |= bits;
            bytes[out++] = (byte) (bits >> 16);
            bytes[out++] = (byte) (bits >> 8);
            bytes[out++] = (byte) bits;
        }
        if (tail != 0) {
            int bits =
                    FIRST[text[in] & 0xff] | SECOND[text[in + 1] & 0xff] | (tail == 3 ? THIRD[text[in + 2] & 0xff] : 0);
            seen |= bits;
            bytes[out++] = (byte) (bits >> 16);
            if (tail == 3) {
                bytes[out++] = (byte) (bits >> 8);
            }
            if ((bits & (tail == 3 ? 0xff : 0xffff)) != 0) {
                return MALFORMED; // a surplus bit
            }
        }
        return seen < 0 ? MALFORMED : out;
    }

    /** The 24 bits of the four characters in the lower half, the first of them lowest; negative if one is not of the alphabet. */
    private static int four(long characters) {
        int four = (int) characters;
        return FIRST[four & 0xff] | SECOND[four >> 8 & 0xff] | THIRD[four >> 16 & 0xff] | FOURTH[four >>> 24];
    }
}
