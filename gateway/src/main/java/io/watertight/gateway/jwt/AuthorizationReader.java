package io.watertight.gateway.jwt;

import java.util.Objects;

/**
 * Reads the value of one Authorization field (RFC 9110, section 11.6.2; RFC 6750, section 2.1).
 *
 * <p>{@code Bearer}, in any case, at least one space, a token68, and nothing else. Another scheme is as good as no
 * field: the answer is the same challenge. Two such fields are for the caller to refuse, who alone sees them. Reused from field to field; not safe for use by
 * several threads.
 */
public final class AuthorizationReader {

    /** What the value holds for us. */
    public enum Credentials {
        /** Another scheme: 401 with a bare challenge. */
        NONE,
        /** No credentials at all, or Bearer without a token, with more than one, or with bytes that no token has: 400. */
        MALFORMED,
        /** A token, not yet looked at: see {@link #tokenOffset} and {@link #tokenLength}. */
        TOKEN
    }

    /** In lower case. */
    private static final byte[] BEARER = {'b', 'e', 'a', 'r', 'e', 'r'};

    private static final boolean[] SCHEME_BYTES = bytes("!#$%&'*+-.^_`|~");
    private static final boolean[] TOKEN_BYTES = bytes("-._~+/");

    private int tokenOffset;
    private int tokenLength;

    /** Reads the value of the field, with or without white space around it. */
    public Credentials read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int start = offset;
        int end = offset + length;
        while (start < end && isWhiteSpace(buffer[start])) {
            start++;
        }
        while (end > start && isWhiteSpace(buffer[end - 1])) {
            end--;
        }
        int schemeEnd = skip(SCHEME_BYTES, buffer, start, end);
        if (schemeEnd == start || (schemeEnd < end && buffer[schemeEnd] != ' ')) {
            return Credentials.MALFORMED;
        }
        if (!isBearer(buffer, start, schemeEnd)) {
            return Credentials.NONE;
        }
        int tokenStart = schemeEnd;
        while (tokenStart < end && buffer[tokenStart] == ' ') {
            tokenStart++;
        }
        int paddingStart = skip(TOKEN_BYTES, buffer, tokenStart, end);
        int tokenEnd = paddingStart;
        while (tokenEnd < end && buffer[tokenEnd] == '=') {
            tokenEnd++;
        }
        if (paddingStart == tokenStart || tokenEnd != end) {
            return Credentials.MALFORMED;
        }
        tokenOffset = tokenStart;
        tokenLength = end - tokenStart;
        return Credentials.TOKEN;
    }

    /** Index of the token's first byte in the buffer; meaningful after {@link Credentials#TOKEN}. */
    public int tokenOffset() {
        return tokenOffset;
    }

    /** Number of the token's bytes, at least 1; meaningful after {@link Credentials#TOKEN}. */
    public int tokenLength() {
        return tokenLength;
    }

    private static boolean isBearer(byte[] buffer, int start, int schemeEnd) {
        if (schemeEnd - start != BEARER.length) {
            return false;
        }
        for (int i = 0; i < BEARER.length; i++) {
            if ((buffer[start + i] | 0x20) != BEARER[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first index from {@code from} on whose byte is not one of these. */
    private static int skip(boolean[] allowed, byte[] buffer, int from, int end) {
        int i = from;
        while (i < end && buffer[i] >= 0 && allowed[buffer[i]]) {
            i++;
        }
        return i;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Letters, digits and these, as a table by ASCII code. */
    private static boolean[] bytes(String more) {
        boolean[] table = new boolean[128];
        for (char c = 0; c < table.length; c++) {
            table[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || more.indexOf(c) >= 0;
        }
        return table;
    }
}
