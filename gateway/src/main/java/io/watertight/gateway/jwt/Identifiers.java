package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What may name somebody: 1 to 256 UTF-16 characters, none of them a control character or half a surrogate pair, and not all of them blank. Stateless. */
final class Identifiers {

    /** Bounds what a subject costs to hash, to log and to forward. */
    private static final int MAX_LENGTH = 256;

    private Identifiers() {}

    /** Judges text as {@link JsonMembers} has it. Two different identifiers are different bytes in UTF-8, which half a surrogate pair has none of. */
    static boolean isValid(byte[] text, int from, int to) {
        int length = 0;
        boolean visible = false;
        int at = from;
        while (at < to && length <= MAX_LENGTH) {
            int lead = text[at] & 0xff;
            if (lead < 0x80) {
                if (lead < ' ' || lead == 0x7f) {
                    return false;
                }
                visible |= lead > ' ';
                at++;
                length++;
            } else if (lead < 0xe0) {
                if (lead == 0xc2 && (text[at + 1] & 0xff) < 0xa0) {
                    return false; // U+0080 to U+009F
                }
                at += 2;
                length++;
            } else if (lead < 0xf0) {
                if (lead == 0xed && (text[at + 1] & 0xff) >= 0xa0) {
                    return false; // U+D800 to U+DFFF
                }
                at += 3;
                length++;
            } else {
                at += 4;
                length += 2;
            }
        }
        return length > 0 && length <= MAX_LENGTH && (visible || !isBlank(text, from, to));
    }

    private static boolean isBlank(byte[] text, int from, int to) {
        return new String(text, from, to - from, UTF_8).isBlank();
    }
}
