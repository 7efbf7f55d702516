package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.config.KeyConfig;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One key with its one algorithm. Immutable; what signs with it is a {@link Mac} for each thread. */
final class HmacKey {

    private final int index;
    private final byte[] algorithm;
    private final String macName;
    private final int hashBytes;
    private final Key secret;

    /**
     * The configured key.
     *
     * @param index its number among all keys, from 0
     */
    HmacKey(int index, KeyConfig config) {
        this.index = index;
        algorithm = config.algorithm().text().getBytes(US_ASCII);
        hashBytes = config.algorithm().hashBytes();
        macName = "HmacSHA" + hashBytes * Byte.SIZE;
        secret = new SecretKeySpec(config.secret().copyBytes(), macName);
    }

    int index() {
        return index;
    }

    /** The name of the algorithm as a header has it. */
    byte[] algorithm() {
        return algorithm;
    }

    /** The length of a signature, in bytes. */
    int hashBytes() {
        return hashBytes;
    }

    /** A new MAC with this key: not for use by several threads. */
    Mac newMac() {
        try {
            Mac mac = Mac.getInstance(macName);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + macName, e);
        }
    }
}
