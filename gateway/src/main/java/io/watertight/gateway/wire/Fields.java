package io.watertight.gateway.wire;

import java.util.Arrays;

/**
 * The field lines of one head or trailer section, as positions in the bytes that were checked. Reused from message to message; confined to one thread.
 *
 * <p>Accepted is exactly {@code field-name ":" OWS field-value OWS CRLF} (RFC 9112, section 5): no obs-fold, no space before the colon, no bare CR, LF,
 * NUL or other control.
 */
public final class Fields {

    /** Returned by {@link #read} when the bytes end before the section does. */
    static final int INCOMPLETE = -1;

    static final int MALFORMED = -2;
    static final int TOO_MANY = -3;

    private static final int STRIDE = 5;
    private static final int LINE = 0;
    private static final int NAME_END = 1;
    private static final int VALUE = 2;
    private static final int VALUE_END = 3;
    private static final int LINE_END = 4;

    private int count;
    private int[] positions = new int[16 * STRIDE];
    private FieldName[] names = new FieldName[16];
    private boolean[] dropped = new boolean[16];

    /**
     * Reads field lines from {@code from} up to and including the empty line.
     *
     * @return the position behind the empty line, or {@link #INCOMPLETE}, {@link #MALFORMED} or {@link #TOO_MANY}
     */
    int read(byte[] bytes, int from, int end, int maxFields) {
        count = 0;
        int at = from;
        while (true) {
            if (at >= end) {
                return INCOMPLETE;
            }
            if (bytes[at] == '\r') {
                if (at + 1 >= end) {
                    return INCOMPLETE;
                }
                return bytes[at + 1] == '\n' ? at + 2 : MALFORMED;
            }
            int line = at;
            while (at < end && Chars.is(bytes[at], Chars.TCHAR)) {
                at++;
            }
            if (at >= end) {
                return INCOMPLETE;
            }
            if (bytes[at] != ':' || at == line) {
                return MALFORMED;
            }
            int nameEnd = at++;
            while (at < end && Chars.isBlank(bytes[at])) {
                at++;
            }
            int value = at;
            at = Chars.endOfValue(bytes, at, end);
            if (at + 1 >= end) {
                return at < end && bytes[at] != '\r' ? MALFORMED : INCOMPLETE;
            }
            if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
                return MALFORMED;
            }
            int valueEnd = at;
            while (valueEnd > value && Chars.isBlank(bytes[valueEnd - 1])) {
                valueEnd--;
            }
            at += 2;
            if (count == maxFields) {
                return TOO_MANY;
            }
            add(bytes, line, nameEnd, value, valueEnd, at);
        }
    }

    private void add(byte[] bytes, int line, int nameEnd, int value, int valueEnd, int lineEnd) {
        if (count == names.length) {
            positions = Arrays.copyOf(positions, positions.length * 2);
            names = Arrays.copyOf(names, names.length * 2);
            dropped = Arrays.copyOf(dropped, dropped.length * 2);
        }
        int slot = count * STRIDE;
        positions[slot + LINE] = line;
        positions[slot + NAME_END] = nameEnd;
        positions[slot + VALUE] = value;
        positions[slot + VALUE_END] = valueEnd;
        positions[slot + LINE_END] = lineEnd;
        FieldName name = FieldName.of(bytes, line, nameEnd);
        names[count] = name;
        dropped[count] = name.isHopByHop();
        count++;
    }

    /** How many field lines there are. */
    public int count() {
        return count;
    }

    /** The name of field {@code index}. */
    public FieldName name(int index) {
        return names[index];
    }

    /** Where the value of field {@code index} begins, surrounding white space left out. */
    public int valueStart(int index) {
        return positions[index * STRIDE + VALUE];
    }

    /** Where the value of field {@code index} ends, exclusive. */
    public int valueEnd(int index) {
        return positions[index * STRIDE + VALUE_END];
    }

    /** The index of the first field of that name at or behind {@code from} that is not dropped, or -1. */
    public int find(FieldName name, int from) {
        for (int i = from; i < count; i++) {
            if (names[i] == name && !dropped[i]) {
                return i;
            }
        }
        return -1;
    }

    /** Leaves every field of that name out of what {@link #copyKept} writes. */
    public void drop(FieldName name) {
        for (int i = 0; i < count; i++) {
            if (names[i] == name) {
                dropped[i] = true;
            }
        }
    }

    /** Leaves field {@code index} out of what {@link #copyKept} writes. */
    void dropAt(int index) {
        dropped[index] = true;
    }

    /**
     * Leaves out each field that an element of this Connection field's value names (RFC 9110, section 7.6.1).
     *
     * @return false where it names a field that may not be taken away
     */
    boolean dropNominated(byte[] bytes, int connectionIndex) {
        int at = valueStart(connectionIndex);
        int end = valueEnd(connectionIndex);
        while (at < end) {
            int elementEnd = at;
            while (elementEnd < end && bytes[elementEnd] != ',') {
                elementEnd++;
            }
            int from = at;
            int to = elementEnd;
            while (from < to && Chars.isBlank(bytes[from])) {
                from++;
            }
            while (to > from && Chars.isBlank(bytes[to - 1])) {
                to--;
            }
            if (to > from && !dropNamed(bytes, from, to)) {
                return false;
            }
            at = elementEnd + 1;
        }
        return true;
    }

    private boolean dropNamed(byte[] bytes, int from, int to) {
        if (FieldName.of(bytes, from, to).isProtected()) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            int line = positions[i * STRIDE + LINE];
            int nameEnd = positions[i * STRIDE + NAME_END];
            if (nameEnd - line == to - from) {
                int same = 0;
                while (same < to - from && Chars.lower(bytes[line + same]) == Chars.lower(bytes[from + same])) {
                    same++;
                }
                if (same == to - from) {
                    dropped[i] = true;
                }
            }
        }
        return true;
    }

    /** Writes the field lines that are kept, in their order and in their own bytes, neighbours in one copy. */
    public void copyKept(byte[] bytes, HeadWriter out) {
        int i = 0;
        while (i < count) {
            if (dropped[i]) {
                i++;
                continue;
            }
            int from = positions[i * STRIDE + LINE];
            int to = positions[i * STRIDE + LINE_END];
            i++;
            while (i < count && !dropped[i]) {
                to = positions[i * STRIDE + LINE_END];
                i++;
            }
            out.write(bytes, from, to - from);
        }
    }
}
