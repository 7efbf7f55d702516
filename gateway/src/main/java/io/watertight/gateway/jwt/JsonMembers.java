package io.watertight.gateway.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object (RFC 8259), read strictly and in place: UTF-8 and nothing else, no member twice at any depth nor without a name, names of whole characters, bounded depth, bounded
 * numbers, nothing behind the object. Reused from text to text and allocates nothing; not safe for use by several threads.
 *
 * <p>Names and strings with escapes are decoded to behind the text, so a name or value is always a range of bytes that can be compared as it is. Half a
 * surrogate pair, which an escape can say and UTF-8 cannot, is three bytes there that no other text has.
 */
final class JsonMembers {

    /** What a value is. */
    enum Kind {
        STRING,
        INTEGER,
        DECIMAL,
        ARRAY,
        OTHER
    }

    /** How many bytes of room a text needs, for each of its own: itself, what it says by escapes, and one string of an array that is searched. */
    static final int ROOM = 3;

    private static final int MAX_DEPTH = 8;
    private static final int MAX_DIGITS = 64;

    /** Of all objects together: each name is compared with those before it. */
    private static final int MAX_MEMBERS = 256;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] text = new byte[0];
    private int at;
    private int end;
    private int behind;

    /** The range and kind of what was read last. */
    private int from;

    private int to;
    private Kind kind = Kind.OTHER;

    /** Whether the string that was read last has half a surrogate pair. */
    private boolean halved;

    /** The members of the object itself, and during reading those of the objects within that are open. */
    private int count;

    private int members;
    private final int[] nameFrom = new int[MAX_MEMBERS];
    private final int[] nameTo = new int[MAX_MEMBERS];
    private final int[] valueFrom = new int[MAX_MEMBERS];
    private final int[] valueTo = new int[MAX_MEMBERS];
    private final Kind[] kinds = new Kind[MAX_MEMBERS];

    /**
     * Reads a text; what was read before is gone. The buffer is written to, behind the text, and has to stay as it is as long as the members are asked for.
     *
     * @param length of the text, from index 0; the buffer is {@link #ROOM} times as long or longer
     * @return false if this is no such object; there are no members then
     */
    boolean read(byte[] buffer, int length) {
        text = buffer;
        at = 0;
        end = length;
        behind = length;
        count = 0;
        members = 0;
        skipBlanks();
        if (take('{') && object(1)) {
            skipBlanks();
            if (at == end) {
                return true;
            }
        }
        count = 0;
        return false;
    }

    /** The index of the member of that name, which is in UTF-8 and not empty; -1 if there is none. */
    int find(byte[] name) {
        for (int i = 0; i < count; i++) {
            if (nameTo[i] - nameFrom[i] == name.length
                    && text[nameFrom[i]] == name[0]
                    && Arrays.equals(text, nameFrom[i], nameTo[i], name, 0, name.length)) {
                return i;
            }
        }
        return -1;
    }

    Kind kind(int index) {
        return kinds[index];
    }

    /** The array that {@link #start} and {@link #end} are indexes of. */
    byte[] bytes() {
        return text;
    }

    /** Where the value of a member begins: what a string says, and the text of anything else. */
    int start(int index) {
        return valueFrom[index];
    }

    /** Where the value of a member ends, exclusive. */
    int end(int index) {
        return valueTo[index];
    }

    boolean isString(int index, byte[] utf8) {
        return kinds[index] == Kind.STRING
                && Arrays.equals(text, valueFrom[index], valueTo[index], utf8, 0, utf8.length);
    }

    /** What a string says, with U+FFFD for half a surrogate pair. */
    String string(int index) {
        return new String(text, valueFrom[index], valueTo[index] - valueFrom[index], StandardCharsets.UTF_8);
    }

    /** Whether a member is an array of nothing but strings. */
    boolean isArrayOfStrings(int index) {
        return kinds[index] == Kind.ARRAY && searchArray(index, null) != NOT_ONLY_STRINGS;
    }

    /** Whether a member is an array of strings and this is one of them. */
    boolean isArrayWith(int index, byte[] utf8) {
        return kinds[index] == Kind.ARRAY && searchArray(index, utf8) == FOUND;
    }

    private static final int NOT_ONLY_STRINGS = 0;
    private static final int NOT_FOUND = 1;
    private static final int FOUND = 2;

    /** The array has been read before, so its form is sound. */
    private int searchArray(int index, byte @Nullable [] wanted) {
        int result = NOT_FOUND;
        int saved = behind;
        at = valueFrom[index] + 1;
        while (true) {
            skipBlanks();
            if (text[at] == ']') {
                return result;
            }
            if (text[at] == ',') {
                at++;
                skipBlanks();
            }
            if (!take('"')) {
                return NOT_ONLY_STRINGS;
            }
            string();
            if (wanted != null && Arrays.equals(text, from, to, wanted, 0, wanted.length)) {
                result = FOUND;
            }
            behind = saved;
        }
    }

    private void skipBlanks() {
        while (at < end && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
    }

    private boolean take(char wanted) {
        if (at < end && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** The members up to and with the closing brace. */
    private boolean object(int depth) {
        int base = count;
        skipBlanks();
        if (take('}')) {
            return true;
        }
        while (true) {
            if (!take('"') || !string() || halved || (depth == 1 && isBlank()) || !open(base)) {
                return false;
            }
            int member = count - 1;
            skipBlanks();
            if (!take(':') || !value(depth)) {
                return false;
            }
            valueFrom[member] = from;
            valueTo[member] = to;
            kinds[member] = kind;
            skipBlanks();
            if (take('}')) {
                if (depth > 1) {
                    count = base;
                }
                return true;
            }
            if (!take(',')) {
                return false;
            }
            skipBlanks();
        }
    }

    /** Begins a member with the name that was read last, unless the object has it already. */
    private boolean open(int base) {
        if (members++ == MAX_MEMBERS) {
            return false;
        }
        for (int i = base; i < count; i++) {
            if (nameTo[i] - nameFrom[i] == to - from && Arrays.equals(text, nameFrom[i], nameTo[i], text, from, to)) {
                return false;
            }
        }
        nameFrom[count] = from;
        nameTo[count] = to;
        count++;
        return true;
    }

    private boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (text[i] > ' ') {
                return false;
            }
        }
        return new String(text, from, to - from, StandardCharsets.UTF_8).isBlank();
    }

    /** Sets the range and the kind. */
    private boolean value(int depth) {
        skipBlanks();
        if (at == end) {
            return false;
        }
        int start = at;
        boolean sound = switch (text[at++]) {
            case '"' -> {
                boolean closed = string();
                kind = Kind.STRING;
                yield closed;
            }
            case '{' -> {
                boolean closed = depth < MAX_DEPTH && object(depth + 1);
                kind = Kind.OTHER;
                yield closed;
            }
            case '[' -> {
                boolean closed = depth < MAX_DEPTH && array(depth + 1);
                kind = Kind.ARRAY;
                yield closed;
            }
            case 't' -> literal(start, TRUE);
            case 'f' -> literal(start, FALSE);
            case 'n' -> literal(start, NULL);
            default -> {
                at = start;
                yield number();
            }
        };
        if (kind != Kind.STRING) {
            from = start;
            to = at;
        }
        return sound;
    }

    private boolean array(int depth) {
        skipBlanks();
        if (take(']')) {
            return true;
        }
        while (value(depth)) {
            skipBlanks();
            if (take(']')) {
                return true;
            }
            if (!take(',')) {
                return false;
            }
        }
        return false;
    }

    private boolean literal(int start, byte[] word) {
        kind = Kind.OTHER;
        at = start + word.length;
        return at <= end && Arrays.equals(text, start, at, word, 0, word.length);
    }

    private boolean number() {
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
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at - start;
    }

    /** What is between the opening quote, which has been taken, and the closing one; sets the range. */
    private boolean string() {
        int start = at;
        halved = false;
        while (at < end) {
            byte c = text[at];
            if (c == '"') {
                from = start;
                to = at++;
                return true;
            }
            if (c == '\\') {
                return stringWithEscapes(start);
            }
            if (c >= ' ') {
                at++;
            } else if (c >= 0 || !skipUtf8()) {
                return false;
            }
        }
        return false;
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
