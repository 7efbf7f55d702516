package io.watertight.gateway.jwt;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import io.jsonwebtoken.security.SecurityException;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import io.watertight.gateway.config.KeyConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Provider;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One key with its one algorithm. The check itself, in constant time, is JJWT's. Safe for use by several threads. */
final class HmacKey {

    private final String algorithmName;
    private final int hashBytes;
    private final MacAlgorithm algorithm;
    private final SecretKey secret;

    HmacKey(KeyConfig config) {
        algorithmName = config.algorithm().text();
        hashBytes = config.algorithm().hashBytes();
        algorithm = switch (config.algorithm()) {
            case HS256 -> Jwts.SIG.HS256;
            case HS384 -> Jwts.SIG.HS384;
            case HS512 -> Jwts.SIG.HS512;
        };
        secret = new SecretKeySpec(config.secret().copyBytes(), "HmacSHA" + hashBytes * Byte.SIZE);
    }

    /** Whether this is the name of the key's algorithm; case matters. */
    boolean isFor(String name) {
        return algorithmName.equals(name);
    }

    /** Whether the signature is that of the bytes {@code from} (inclusive) to {@code to} (exclusive). */
    boolean verifies(byte[] buffer, int from, int to, byte[] signature) {
        if (signature.length != hashBytes) {
            return false;
        }
        try {
            return algorithm.verify(new Request(new ByteArrayInputStream(buffer, from, to - from), secret, signature));
        } catch (SecurityException noSuchMacOnThisMachine) {
            return false;
        }
    }

    /** What JJWT is asked: with the platform's provider, and no randomness, which an HMAC has no use for. */
    private static final class Request implements VerifySecureDigestRequest<SecretKey> {

        private final InputStream payload;
        private final SecretKey key;
        private final byte[] digest;

        Request(InputStream payload, SecretKey key, byte[] digest) {
            this.payload = payload;
            this.key = key;
            this.digest = digest;
        }

        @Override
        public InputStream getPayload() {
            return payload;
        }

        @Override
        public SecretKey getKey() {
            return key;
        }

        @Override
        public byte[] getDigest() {
            return digest;
        }

        @Override
        public @Nullable Provider getProvider() {
            return null;
        }

        @Override
        public @Nullable SecureRandom getSecureRandom() {
            return null;
        }
    }
}
