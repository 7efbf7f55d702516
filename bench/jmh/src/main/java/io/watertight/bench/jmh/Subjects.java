package io.watertight.bench.jmh;

import java.nio.charset.StandardCharsets;

/** Writes the subject of a number as bytes, as it would come out of a token. One for each thread. */
final class Subjects {

    private static final byte[] PREFIX = "user-".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 11;

    private final byte[] bytes = new byte[PREFIX.length + DIGITS];

    Subjects() {
        System.arraycopy(PREFIX, 0, bytes, 0, PREFIX.length);
    }

    /** Returns the subject of that number, until the next call; 0 to 99 999 999 999. */
    byte[] of(long number) {
        long rest = number;
        for (int i = bytes.length - 1; i >= PREFIX.length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return bytes;
    }

    /** Returns the same as a string, which maps need for a key. */
    String textOf(long number) {
        return new String(of(number), StandardCharsets.ISO_8859_1);
    }
}
