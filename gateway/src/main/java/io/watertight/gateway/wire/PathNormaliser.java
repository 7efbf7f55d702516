package io.watertight.gateway.wire;

/**
 * Makes one path of the many spellings of it (RFC 3986, section 6.2.2), so that what is decided on is what is forwarded: unreserved characters are decoded, other
 * percent-encodings get upper-case digits, dot segments are resolved. Refused is what a server behind could read differently: an encoded slash, backslash,
 * dot segment or control, a dot segment with parameters (some servers drop the parameters first), and a path that climbs above its root. Stateless.
 */
final class PathNormaliser {

    private PathNormaliser() {}

    /**
     * Writes the normal form of {@code source[from, to)} to {@code out}, which has room for one byte more than the source.
     *
     * @return its length, or -1 where the path is refused
     */
    static int normalise(byte[] source, int from, int to, byte[] out) {
        if (from == to) {
            out[0] = '/';
            return 1;
        }
        if (source[from] != '/') {
            return -1;
        }
        int length = 0;
        int at = from;
        while (at < to) {
            out[length++] = '/';
            at++;
            int segment = length;
            boolean decodedDot = false;
            while (at < to && source[at] != '/') {
                byte c = source[at];
                if (c != '%') {
                    out[length++] = c;
                    at++;
                    continue;
                }
                if (to - at < 3 || !Chars.is(source[at + 1], Chars.HEX) || !Chars.is(source[at + 2], Chars.HEX)) {
                    return -1;
                }
                int value = (Chars.hexValue(source[at + 1]) << 4) | Chars.hexValue(source[at + 2]);
                if (value < 0x20 || value == 0x7f || value == '/' || value == '\\') {
                    return -1;
                }
                if (Chars.is((byte) value, Chars.UNRESERVED)) {
                    out[length++] = (byte) value;
                    decodedDot |= value == '.';
                } else {
                    out[length++] = '%';
                    out[length++] = upper(source[at + 1]);
                    out[length++] = upper(source[at + 2]);
                }
                at += 3;
            }
            boolean dot = length - segment == 1 && out[segment] == '.';
            boolean dotDot = length - segment == 2 && out[segment] == '.' && out[segment + 1] == '.';
            if (((dot || dotDot) && decodedDot) || isDotsWithParameters(out, segment, length)) {
                return -1;
            }
            if (dot || dotDot) {
                length = segment - 1;
                if (dotDot) {
                    if (length == 0) {
                        return -1;
                    }
                    do {
                        length--;
                    } while (out[length] != '/');
                }
                if (at == to) {
                    out[length++] = '/';
                }
            }
        }
        return length;
    }

    /** {@code .;x} or {@code ..;x}. */
    private static boolean isDotsWithParameters(byte[] out, int from, int to) {
        int at = from;
        while (at < to && at - from < 2 && out[at] == '.') {
            at++;
        }
        return at > from && at < to && out[at] == ';';
    }

    private static byte upper(byte hex) {
        return hex >= 'a' ? (byte) (hex - 0x20) : hex;
    }
}
