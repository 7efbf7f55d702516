package io.watertight.gateway.jwt;

import java.util.Arrays;

/**
 * Base64url without padding (RFC 4648, section 5), canonical only: for each sequence of bytes exactly one text is
 * accepted. The JDK's decoder also takes padding, and last characters whose surplus bits are not zero.
 */
final class Base64Url {

    /** Returned by {@link #decode} where the text is no canonical base64url. */
    static final int MALFORMED = -1;

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private Base64Url() {}

    /** How many bytes a text of that many characters stands for. */
    static int decodedLength(int characters) {
        return (int) (characters * 3L / 4);
    }

    /**
     * Writes the bytes that the text stands for to the beginning of an array, which has room for {@link #decodedLength} of them.
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
        for (int end = to - tail; in < end; in += 4) {
            int a = VALUES[text[in] & 0xff];
            int b = VALUES[text[in + 1] & 0xff];
            int c = VALUES[text[in + 2] & 0xff];
            int d = VALUES[text[in + 3] & 0xff];
            seen |= a | b | c | d;
            int bits = a << 18 | b << 12 | c << 6 | d;
            bytes[out++] = (byte) (bits >> 16);
            bytes[out++] = (byte) (bits >> 8);
            bytes[out++] = (byte) bits;
        }
        if (tail != 0) {
            int a = VALUES[text[in] & 0xff];
            int b = VALUES[text[in + 1] & 0xff];
            int c = tail == 3 ? VALUES[text[in + 2] & 0xff] : 0;
            seen |= a | b | c;
            int bits = a << 10 | b << 4 | c >> 2;
            bytes[out++] = (byte) (bits >> 8);
            if (tail == 3) {
                bytes[out++] = (byte) bits;
            }
            int surplus = tail == 3 ? c & 0b11 : b & 0b1111;
            if (surplus != 0) {
                return MALFORMED;
            }
        }
        return seen < 0 ? MALFORMED : out;
    }
}
