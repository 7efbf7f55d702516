package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Dates of RFC 7519, section 2: seconds since 1970, as a JSON number, with or without a fraction. */
final class NumericDate {

    /** Returned by {@link #millis} for what is no date. */
    static final long INVALID = -1;

    /** Stands for a date that a token does not say; never returned by {@link #millis}. */
    static final long ABSENT = -2;

    /** The end of the year 9999. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final int MAX_DIGITS = 18;

    private NumericDate() {}

    /**
     * Milliseconds since 1970; a fraction of one is dropped.
     *
     * @return {@link #INVALID} if the value is no number (a string that looks like a date is none), negative, not finite or beyond the year 9999
     */
    static long millis(JsonMembers members, int index) {
        return switch (members.kind(index)) {
            case INTEGER -> integer(members.bytes(), members.start(index), members.end(index));
            case DECIMAL -> decimal(members.bytes(), members.start(index), members.end(index));
            case STRING, ARRAY, OTHER -> INVALID;
        };
    }

    private static long integer(byte[] text, int from, int to) {
        int at = text[from] == '-' ? from + 1 : from;
        if (to - from > MAX_DIGITS) {
            return INVALID;
        }
        long seconds = 0;
        for (int i = at; i < to; i++) {
            seconds = seconds * 10 + text[i] - '0';
        }
        boolean negative = at > from && seconds > 0;
        return negative || seconds > MAX_SECONDS ? INVALID : seconds * 1000;
    }

    private static long decimal(byte[] text, int from, int to) {
        double seconds = Double.parseDouble(new String(text, from, to - from, US_ASCII));
        return seconds >= 0 && seconds <= MAX_SECONDS ? (long) Math.floor(seconds * 1000) : INVALID;
    }
}
