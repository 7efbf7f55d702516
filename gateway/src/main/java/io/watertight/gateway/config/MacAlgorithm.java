package io.watertight.gateway.config;

/** The HMAC algorithms of RFC 7518, section 3.2. A key is bound to exactly one of them. */
public enum MacAlgorithm implements Named {
    HS256(32),
    HS384(48),
    HS512(64);

    private final int hashBytes;

    MacAlgorithm(int hashBytes) {
        this.hashBytes = hashBytes;
    }

    /** Bytes of the hash, which is also the least a key may have (RFC 7518, section 3.2). */
    public int hashBytes() {
        return hashBytes;
    }

    /** The value of the {@code alg} header parameter; case matters. */
    @Override
    public String text() {
        return name();
    }
}
