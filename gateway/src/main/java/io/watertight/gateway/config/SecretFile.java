package io.watertight.gateway.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a secret file holds: the bytes of the secret, and nothing else.
 *
 * <p>A file of printable ASCII is text, and its final line end (LF or CRLF), which editors and most tools add, does not
 * belong to the secret. Text of several lines is refused: nobody can say which of them is meant. Any other file is
 * binary and taken as it is, to the last byte. A random secret of 32 bytes passes for text once in about 10^12.
 */
final class SecretFile {

    private static final int MAX_BYTES = 4096;

    private SecretFile() {}

    /** @throws IOException with a message for people, which never shows what the file holds */
    static Secret read(Path file, Inputs inputs) throws IOException {
        byte[] bytes = inputs.read(file);
        if (bytes.length > MAX_BYTES) {
            throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
        }
        if (!isText(bytes)) {
            return new Secret(file, bytes);
        }
        byte[] line = Arrays.copyOf(bytes, withoutLineEnd(bytes));
        for (byte b : line) {
            if (b == '\n' || b == '\r') {
                throw new IOException(file + " is text of several lines");
            }
        }
        return new Secret(file, line);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            boolean printable = b >= ' ' && b <= '~';
            if (!printable && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private static int withoutLineEnd(byte[] bytes) {
        int length = bytes.length;
        if (length > 0 && bytes[length - 1] == '\n') {
            length--;
            if (length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
        }
        return length;
    }
}
