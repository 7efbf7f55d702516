package io.watertight.gateway.jwt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/**
 * What one thread verifies tokens with, so that a token costs no memory of its own: room for its parts, a MAC for each key, and the headers last accepted.
 *
 * <p>Whoever issues tokens gives all of them the same header, byte for byte. One that was accepted before selects the same key again without being read, and only
 * the header of a token with a good signature is remembered, so that no stranger can make this forget.
 */
final class VerifierScratch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int HEADERS = 4;
    private static final int MAX_HASH_BYTES = 64;

    private final JsonMembers members = new JsonMembers();
    private final Verification.Verified verified = new Verification.Verified(new Claims(members));
    private final byte[] hash = new byte[MAX_HASH_BYTES];
    private final @Nullable Mac[] macs;
    private final byte[][] headers = new byte[HEADERS][];
    private final @Nullable HmacKey[] headerKeys = new HmacKey[HEADERS];
    private int nextHeader;
    private byte[] signature = new byte[MAX_HASH_BYTES];
    private byte[] text = new byte[1024];

    VerifierScratch(int keys) {
        macs = new Mac[keys];
        Arrays.fill(headers, new byte[0]);
    }

    JsonMembers members() {
        return members;
    }

    Verification.Verified verified() {
        return verified;
    }

    /** The key that a header of these bytes selected before, or null. */
    @Nullable
    HmacKey keyOf(byte[] buffer, int from, int to) {
        for (int i = 0; i < HEADERS; i++) {
            byte[] known = headers[i];
            if (Arrays.equals(known, 0, known.length, buffer, from, to)) {
                return headerKeys[i];
            }
        }
        return null;
    }

    /** Remembers which key an accepted header selects, in place of the one remembered longest. */
    void remember(byte[] buffer, int from, int to, HmacKey key) {
        headers[nextHeader] = Arrays.copyOfRange(buffer, from, to);
        headerKeys[nextHeader] = key;
        nextHeader = (nextHeader + 1) % HEADERS;
    }

    /** Decodes a part and reads it as JSON into {@link #members}; false if it is malformed. */
    boolean readJson(byte[] buffer, int from, int to) {
        int room = Base64Url.decodedLength(to - from) * JsonMembers.ROOM;
        if (text.length < room) {
            text = new byte[room];
        }
        int length = Base64Url.decode(buffer, from, to, text);
        return length != Base64Url.MALFORMED && members.read(text, length);
    }

    /** Decodes a signature. Returns its length in bytes, or {@link Base64Url#MALFORMED}. */
    int readSignature(byte[] buffer, int from, int to) {
        int room = Base64Url.decodedLength(to - from);
        if (signature.length < room) {
            signature = new byte[room];
        }
        return Base64Url.decode(buffer, from, to, signature);
    }

    /** Whether the signature that was read last, of that length, is that of these bytes. Takes the same time whichever bytes of it are wrong. */
    boolean isSignedWith(HmacKey key, byte[] buffer, int from, int to, int signatureLength) {
        if (signatureLength != key.hashBytes()) {
            return false;
        }
        Mac mac = macs[key.index()];
        if (mac == null) {
            mac = key.newMac();
            macs[key.index()] = mac;
        }
        mac.update(buffer, from, to - from);
        try {
            mac.doFinal(hash, 0);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("there is room for the longest hash", e);
        }
        long difference = 0; // eight bytes at a time: every hash is a multiple of that long
        for (int i = 0; i < signatureLength; i += Long.BYTES) {
            difference |= (long) LONGS.get(hash, i) ^ (long) LONGS.get(signature, i);
        }
        return difference == 0;
    }
}
