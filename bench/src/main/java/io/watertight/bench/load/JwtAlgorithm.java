package io.watertight.bench.load;

/** The keyed hashes of RFC 7518 section 3.2. */
public enum JwtAlgorithm {
    HS256("HmacSHA256", 32),
    HS384("HmacSHA384", 48),
    HS512("HmacSHA512", 64);

    private final String macName;
    private final int hashBytes;

    JwtAlgorithm(String macName, int hashBytes) {
        this.macName = macName;
        this.hashBytes = hashBytes;
    }

    String macName() {
        return macName;
    }

    /** The length of the hash, and the least length of a key. */
    public int hashBytes() {
        return hashBytes;
    }
}
