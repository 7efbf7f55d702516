package io.watertight.gateway.config;

import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The bytes of a key, which never print themselves: neither {@code toString}, nor a log, nor the configuration dump
 * shows more than the file they came from. Immutable.
 */
public final class Secret {

    private final Path file;
    private final byte[] bytes;

    /**
     * Keeps a copy of the bytes.
     *
     * @param file where they were read from
     * @param bytes the secret
     */
    public Secret(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes.clone();
    }

    /** Where the secret was read from; absolute. */
    public Path file() {
        return file;
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** A copy of the bytes, for the code that makes a key of them and for nothing else. */
    public byte[] copyBytes() {
        return bytes.clone();
    }

    /** Whether both hold the same bytes, wherever they came from; the time it takes does not depend on the contents. */
    boolean sameBytes(Secret other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && file.equals(secret.file) && sameBytes(secret);
    }

    /** Of the file alone: a hash of the bytes would be a hint to them. */
    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
