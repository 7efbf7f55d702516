package io.watertight.bench.load;

import java.nio.charset.StandardCharsets;

/** Unpadded base64url (RFC 7515 appendix C) from array to array; the JDK's encoder would allocate for a part of one. */
final class Base64Url {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private Base64Url() {}

    static int length(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    /** Encodes the first {@code length} bytes; returns the offset after the last character written. */
    static int encode(byte[] bytes, int length, byte[] out, int offset) {
        int end = offset;
        int in = 0;
        for (; in + 2 < length; in += 3) {
            int bits = (bytes[in] & 0xff) << 16 | (bytes[in + 1] & 0xff) << 8 | (bytes[in + 2] & 0xff);
            out[end] = ALPHABET[bits >>> 18];
            out[end + 1] = ALPHABET[bits >>> 12 & 63];
            out[end + 2] = ALPHABET[bits >>> 6 & 63];
            out[end + 3] = ALPHABET[bits & 63];
            end += 4;
        }
        if (in < length) {
            boolean two = in + 1 < length;
            int bits = (bytes[in] & 0xff) << 16 | (two ? (bytes[in + 1] & 0xff) << 8 : 0);
            out[end++] = ALPHABET[bits >>> 18];
            out[end++] = ALPHABET[bits >>> 12 & 63];
            if (two) {
                out[end++] = ALPHABET[bits >>> 6 & 63];
            }
        }
        return end;
    }
}
