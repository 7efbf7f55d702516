package io.watertight.gateway.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.NetUtil;

/** {@code uri-host [":" port]} as RFC 9110, section 7.2, has it in a Host field: no user information, not empty. Stateless. */
final class Authority {

    private static final byte[] HTTP = "http://".getBytes(US_ASCII);
    private static final byte[] HTTPS = "https://".getBytes(US_ASCII);

    private Authority() {}

    static boolean isValid(byte[] b, int from, int to) {
        int at = from;
        if (at < to && b[at] == '[') {
            at++;
            int start = at;
            while (at < to && (Chars.is(b[at], Chars.HEX) || b[at] == ':' || b[at] == '.')) {
                at++;
            }
            if (at == to || b[at] != ']' || !isIpv6(b, start, at)) {
                return false;
            }
            at++;
        } else {
            int start = at;
            while (at < to && isHostByte(b[at])) {
                at++;
            }
            if (at == start) {
                return false;
            }
        }
        return at == to || (b[at] == ':' && isPort(b, at + 1, to));
    }

    private static boolean isIpv6(byte[] b, int from, int to) {
        return NetUtil.isValidIpV6Address(new String(b, from, to - from, US_ASCII));
    }

    /** Letters, digits and the marks of a reg-name; percent-encodings and sub-delims are valid URIs but no host names. */
    private static boolean isHostByte(byte c) {
        return Chars.is(c, Chars.UNRESERVED) && c != '~';
    }

    private static boolean isPort(byte[] b, int from, int to) {
        if (to - from > 5) {
            return false;
        }
        int port = 0;
        for (int i = from; i < to; i++) {
            if (!Chars.is(b[i], Chars.DIGIT)) {
                return false;
            }
            port = port * 10 + b[i] - '0';
        }
        return port <= 65535;
    }

    /** Where the authority of {@code http://authority/path} begins, or -1 where the target has no such form. */
    static int startInAbsoluteForm(byte[] b, int from, int to) {
        if (to - from > HTTP.length && Chars.equalsIgnoreCase(b, from, from + HTTP.length, HTTP)) {
            return from + HTTP.length;
        }
        if (to - from > HTTPS.length && Chars.equalsIgnoreCase(b, from, from + HTTPS.length, HTTPS)) {
            return from + HTTPS.length;
        }
        return -1;
    }
}
