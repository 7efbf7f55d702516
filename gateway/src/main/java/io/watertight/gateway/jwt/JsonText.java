package io.watertight.gateway.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The words of a JSON text: strings, numbers, literals and what is between them. Each method reads one where the text stands, moves behind it and sets its range.
 * Strings are UTF-8 and nothing else, and numbers bounded.
 */
abstract sealed class JsonText permits JsonMembers {

    /** What a value is. */
    enum Kind {
        STRING,
        INTEGER,
        DECIMAL,
        ARRAY,
        OTHER
    }

    private static final int MAX_DIGITS = 64;

    byte[] text = new byte[0];
    int at;
    int end;
    int behind;

    /** The range and kind of what was read last. */
    int from;

    int to;
    Kind kind = Kind.OTHER;

    /** Whether the string that was read last has half a surrogate pair. */
    boolean halved;

    /** Begins a text, of that length from index 0. */
    final void begin(byte[] buffer, int length) {
        text = buffer;
        at = 0;
        end = length;
        behind = length;
    }

    final void skipBlanks() {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    final boolean take(char wanted) {
        if (at < end && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether the string that was read last is empty or white space. */
    final boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (text[i] > ' ') {
                return false;
            }
        }
        return new String(text, from, to - from, StandardCharsets.UTF_8).isBlank();
    }

    /** Reads a literal that begins at that index. */
    final boolean literal(int start, byte[] word) {
        kind = Kind.OTHER;
        at = start + word.length;
        return at <= end && Arrays.equals(text, start, at, word, 0, word.length);
    }

    /** Reads a number. */
    final boolean number() {
        kind = Kind.INTEGER;
        take('-');
        boolean zero = at < end && text[at] == '0';
        int digits = digits();
        if (digits == 0 || (zero && digits > 1)) {
            return false;
        }
        if (take('.')) {
            kind = Kind.DECIMAL;
            int fraction = digits();
            if (fraction == 0) {
                return false;
            }
            digits += fraction;
        }
        if (take('e') || take('E')) {
            kind = Kind.DECIMAL;
            if (!take('+')) {
                take('-');
            }
            int exponent = digits();
            if (exponent == 0) {
                return false;
            }
            digits += exponent;
        }
        return digits <= MAX_DIGITS;
    }

    private int digits() {
        byte[] all = text;
        int start = at;
        int i = start;
        while (i < end && all[i] >= '0' && all[i] <= '9') {
            i++;
        }
        at = i;
        return i - start;
    }

    /** What is between the opening quote, which has been taken, and the closing one; sets the range. */
    final boolean string() {
        int start = at;
        halved = false;
        while (skipPlain()) {
            byte c = text[at];
            if (c == '"') {
                from = start;
                to = at++;
                return true;
            }
            if (c == '\\') {
                return stringWithEscapes(start);
            }
            if (c >= 0 || !skipUtf8()) {
                return false;
            }
        }
        return false;
    }

    /** Skips the characters of a string that are one byte and stand for themselves; false if the text ends with them. */
    private boolean skipPlain() {
        byte[] all = text;
        int i = at;
        while (i < end && all[i] >= ' ' && all[i] != '"' && all[i] != '\\') {
            i++;
        }
        at = i;
        return i < end;
    }

    /** Decodes a string whose first escape is here. */
    private boolean stringWithEscapes(int start) {
        int out = behind;
        System.arraycopy(text, start, text, out, at - start);
        out += at - start;
        while (at < end) {
            byte c = text[at];
            if (c == '"') {
                at++;
                from = behind;
                to = out;
                behind = out;
                return true;
            }
            if (c == '\\') {
                at++;
                out = escape(out);
                if (out < 0) {
                    return false;
                }
            } else if (c >= ' ') {
                text[out++] = c;
                at++;
            } else {
                int first = at;
                if (c >= 0 || !skipUtf8()) {
                    return false;
                }
                System.arraycopy(text, first, text, out, at - first);
                out += at - first;
            }
        }
        return false;
    }

    /** Decodes what follows a backslash to that index; returns the index behind it, or -1. */
    private int escape(int out) {
        if (at == end) {
            return -1;
        }
        byte c = text[at++];
        int decoded = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> codePoint();
            default -> -1;
        };
        return decoded < 0 ? -1 : write(decoded, out);
    }

    /** Four hexadecimal digits, or eight with {@code \\u} between them if they are a surrogate pair; -1 if there is no such thing. */
    private int codePoint() {
        int first = hex(at);
        if (first < 0) {
            return -1;
        }
        at += 4;
        if (Character.isHighSurrogate((char) first) && at + 1 < end && text[at] == '\\' && text[at + 1] == 'u') {
            int second = hex(at + 2);
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                at += 6;
                return Character.toCodePoint((char) first, (char) second);
            }
        }
        return first;
    }

    private int hex(int start) {
        if (end - start < 4) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private int write(int codePoint, int start) {
        int out = start;
        if (codePoint < 0x80) {
            text[out++] = (byte) codePoint;
            return out;
        }
        if (codePoint < 0x800) {
            text[out++] = (byte) (0xc0 | codePoint >> 6);
        } else {
            halved |= codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            if (codePoint < 0x10000) {
                text[out++] = (byte) (0xe0 | codePoint >> 12);
            } else {
                text[out++] = (byte) (0xf0 | codePoint >> 18);
                text[out++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
            }
            text[out++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        }
        text[out++] = (byte) (0x80 | (codePoint & 0x3f));
        return out;
    }

    /** Skips one character of several bytes; false if it is not in the one form that Unicode allows (The Unicode Standard, table 3-7). */
    private boolean skipUtf8() {
        int lead = text[at] & 0xff;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0 || end - at < length) {
            return false;
        }
        int second = text[at + 1] & 0xff;
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < least || second > most) {
            return false;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((text[i] & 0xc0) != 0x80) {
                return false;
            }
        }
        at += length;
        return true;
    }
}
