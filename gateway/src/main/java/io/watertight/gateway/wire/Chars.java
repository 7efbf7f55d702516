package io.watertight.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Character classes of RFC 9110 and RFC 9112 as a table, and the few comparisons that heads need. Stateless. */
public final class Chars {

    static final byte TCHAR = 1;
    static final byte TARGET = 2;
    static final byte VALUE = 4;
    static final byte DIGIT = 8;
    static final byte HEX = 16;
    /** unreserved of RFC 3986: what a percent-encoding may be decoded to without a change of meaning. */
    static final byte UNRESERVED = 32;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            int flags = 0;
            boolean digit = c >= '0' && c <= '9';
            boolean alpha = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (digit || alpha || "!#$%&'*+-.^_`|~".indexOf(c) >= 0) {
                flags |= TCHAR;
            }
            if (c > 0x20 && c < 0x7f && c != '\\' && c != '#') {
                flags |= TARGET;
            }
            if (c == '\t' || (c >= 0x20 && c != 0x7f)) {
                flags |= VALUE;
            }
            if (digit) {
                flags |= DIGIT;
            }
            if (digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
                flags |= HEX;
            }
            if (digit || alpha || c == '-' || c == '.' || c == '_' || c == '~') {
                flags |= UNRESERVED;
            }
            CLASSES[c] = (byte) flags;
        }
    }

    private Chars() {}

    static boolean is(byte b, byte characterClass) {
        return (CLASSES[b & 0xff] & characterClass) != 0;
    }

    /** The first index from {@code from} on whose byte may not be in a field's value, or {@code end}; looks at eight bytes at a time. */
    static int endOfValue(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (at <= end - Long.BYTES && areOrdinary((long) LONGS.get(bytes, at))) {
                at += Long.BYTES;
            } else if (is(bytes[at], VALUE)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Whether none of eight bytes is a control or DEL; exact, since what a byte borrows from its neighbour comes only behind one that is. */
    private static boolean areOrdinary(long word) {
        long belowSpace = (word - 0x2020202020202020L) & ~word;
        long zeroWhereDel = word ^ 0x7f7f7f7f7f7f7f7fL;
        long del = (zeroWhereDel - ONES) & ~zeroWhereDel;
        return ((belowSpace | del) & HIGH_BITS) == 0;
    }

    static int hexValue(byte b) {
        return Character.digit(b & 0xff, 16);
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /** True where {@code bytes[from, to)} is {@code lowerCase}, letters compared without regard to case. */
    public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if (lower(bytes[from + i]) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
