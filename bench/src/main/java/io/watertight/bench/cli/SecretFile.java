package io.watertight.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a secret as the gateway does: a file of one line of printable ASCII is that line without its end, any other file is
 * taken byte for byte.
 */
final class SecretFile {
    private static final int MAX_BYTES = 4096;

    private SecretFile() {}

    /** @throws UsageException if there is no such file, or it cannot be a secret */
    static byte[] read(Path file) {
        try {
            byte[] bytes = firstOf(file);
            if (bytes.length > MAX_BYTES) {
                throw new UsageException(file + ": more than " + MAX_BYTES + " bytes (expected: a secret)");
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!text.matches("[ -~\\t\\r\\n]*")) {
                return bytes;
            }
            String line = text.replaceFirst("\\r?\\n\\z", "");
            if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
                throw new UsageException(file + ": text of several lines (expected: one line, or binary)");
            }
            return line.getBytes(StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new UsageException(
                    file + ": no such file (make a secret with: head -c 32 /dev/urandom > " + file + ")");
        } catch (IOException unreadable) {
            throw UsageException.unreadable(file, unreadable);
        }
    }

    /** As much as tells whether it is too long: a pipe has no size, and a device no end. */
    private static byte[] firstOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        }
    }
}
