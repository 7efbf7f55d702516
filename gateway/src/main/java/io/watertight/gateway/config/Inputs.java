package io.watertight.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files that one configuration is made of, each with a fingerprint of the very bytes that were used: so a change
 * between two reads cannot go unnoticed. A file that could not be read is part of it too, for it may appear later.
 */
final class Inputs {

    /** Most that any of them may hold; one bound for all, so that a fingerprint does not depend on who reads. */
    static final int MAX_BYTES = 1 << 20;

    private static final String UNREADABLE = "unreadable";

    private final Map<Path, String> fingerprints = new LinkedHashMap<>();

    /**
     * The contents of a regular file, symbolic links followed.
     *
     * @throws IOException with a message for people if it is not there, is no file, is too large, or fails to be read
     */
    byte[] read(Path file) throws IOException {
        fingerprints.put(file, UNREADABLE);
        if (Files.notExists(file)) {
            throw new NoSuchFileException("there is no " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + " may not be read by this user");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        fingerprints.put(file, fingerprint(bytes));
        if (bytes.length > MAX_BYTES) {
            throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /** Each file read so far and what it held. */
    Map<Path, String> fingerprints() {
        return Map.copyOf(fingerprints);
    }

    /** What these files hold now. */
    static Map<Path, String> fingerprints(Collection<Path> files) {
        Inputs now = new Inputs();
        for (Path file : files) {
            try {
                now.read(file);
            } catch (IOException unreadable) {
                // recorded as such, which is what the caller wants to know
            }
        }
        return now.fingerprints();
    }

    private static String fingerprint(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
