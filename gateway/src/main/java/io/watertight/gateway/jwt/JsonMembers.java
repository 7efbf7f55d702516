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
final class JsonMembers extends JsonText {

    /** How many bytes of room a text needs, for each of its own: itself, what it says by escapes, and one string of an array that is searched. */
    static final int ROOM = 3;

    private static final int MAX_DEPTH = 8;

    /** Of all objects together: each name is compared with those before it. */
    private static final int MAX_MEMBERS = 256;

    /** What a tag says of the length of a name that is this long or longer. */
    private static final int LONG_NAME = 255;

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** The members of the object itself, and during reading those of the objects within that are open. */
    private int count;

    private int members;
    private final int[] tags = new int[MAX_MEMBERS];
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
        begin(buffer, length);
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
        int tag = tag(name, 0, name.length);
        for (int i = 0; i < count; i++) {
            if (tags[i] == tag && Arrays.equals(text, nameFrom[i], nameTo[i], name, 0, name.length)) {
                return i;
            }
        }
        return -1;
    }

    /** How many members there are. */
    int count() {
        return count;
    }

    /**
     * The length of the name of a member in the highest byte and its first three bytes below. Different tags are of different names, and no other name has the tag of one of three
     * bytes, such as the registered claims have.
     */
    int tag(int index) {
        return tags[index];
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
        int tag = tag(text, from, to);
        for (int i = base; i < count; i++) {
            if (tags[i] == tag && Arrays.equals(text, nameFrom[i], nameTo[i], text, from, to)) {
                return false;
            }
        }
        tags[count] = tag;
        nameFrom[count] = from;
        nameTo[count] = to;
        count++;
        return true;
    }

    private static int tag(byte[] bytes, int from, int to) {
        int length = to - from;
        int tag = Math.min(length, LONG_NAME) << 24;
        if (length > 0) {
            tag |= (bytes[from] & 0xff) << 16;
        }
        if (length > 1) {
            tag |= (bytes[from + 1] & 0xff) << 8;
        }
        if (length > 2) {
            tag |= bytes[from + 2] & 0xff;
        }
        return tag;
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
}
