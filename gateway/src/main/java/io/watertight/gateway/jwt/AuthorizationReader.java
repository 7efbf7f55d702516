package io.watertight.gateway.jwt;

import java.util.Objects;

/** Reads the value of one Authorization field. */
final class AuthorizationReader {

    private static final BearerCredentials NONE = new BearerCredentials.None();
    private static final BearerCredentials MALFORMED = new BearerCredentials.Malformed();

    /** In lower case. */
    private static final byte[] BEARER = {'b', 'e', 'a', 'r', 'e', 'r'};

    private static final boolean[] SCHEME_BYTES = bytes("!#$%&'*+-.^_`|~");
    private static final boolean[] TOKEN_BYTES = bytes("-._~+/");

    private final byte[] buffer;
    private final int start;
    private final int end;

    AuthorizationReader(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int from = offset;
        int to = offset + length;
        while (from < to && isWhiteSpace(buffer[from])) {
            from++;
        }
        while (to > from && isWhiteSpace(buffer[to - 1])) {
            to--;
        }
        this.buffer = buffer;
        this.start = from;
        this.end = to;
    }

    BearerCredentials read() {
        int schemeEnd = skip(SCHEME_BYTES, start);
        if (schemeEnd == start || (schemeEnd < end && buffer[schemeEnd] != ' ')) {
            return MALFORMED;
        }
        if (!isBearer(schemeEnd)) {
            return NONE;
        }
        int tokenStart = schemeEnd;
        while (tokenStart < end && buffer[tokenStart] == ' ') {
            tokenStart++;
        }
        int paddingStart = skip(TOKEN_BYTES, tokenStart);
        int tokenEnd = paddingStart;
        while (tokenEnd < end && buffer[tokenEnd] == '=') {
            tokenEnd++;
        }
        if (paddingStart == tokenStart || tokenEnd != end) {
            return MALFORMED;
        }
        return new BearerCredentials.Token(tokenStart, end - tokenStart);
    }

    private boolean isBearer(int schemeEnd) {
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
    private int skip(boolean[] allowed, int from) {
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
