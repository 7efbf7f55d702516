package io.watertight.gateway.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.cluster.SlotHash;
import io.watertight.ratelimit.SubjectKey;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * The names of keys: {@code PREFIX{tag}:POLICY:HASH} for a bucket, {@code PREFIX{tag}} for the epoch of a tag's buckets. The hash is the subject's, 128 bits in
 * Base64; the tag is one of 256, taken from it, so that a cluster places a subject's bucket and its epoch on one node, and all subjects on all nodes. Immutable.
 */
final class BucketKeys {

    /** How many tags there are. */
    static final int TAGS = 256;

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int HASH_LENGTH = 22;

    private final byte[][] epochs = new byte[TAGS][];

    BucketKeys(String prefix) {
        for (int tag = 0; tag < TAGS; tag++) {
            epochs[tag] = "%s{%02x}".formatted(prefix, tag).getBytes(UTF_8);
        }
    }

    /** The tag of a subject. */
    static int tag(SubjectKey key) {
        return (int) key.low() & (TAGS - 1);
    }

    /** The key of a tag's epoch; not to be changed. */
    byte[] epoch(int tag) {
        return epochs[tag];
    }

    /** The slot of a cluster that a tag's keys are in. */
    int slot(int tag) {
        return SlotHash.getSlot(epochs[tag]);
    }

    /** The bucket of a subject under a policy. */
    byte[] bucket(byte[] policy, SubjectKey key) {
        byte[] hash = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(key.high())
                .putLong(key.low())
                .array();
        byte[] epoch = epochs[tag(key)];
        byte[] name = new byte[epoch.length + policy.length + HASH_LENGTH + 2];
        ByteBuffer.wrap(name)
                .put(epoch)
                .put((byte) ':')
                .put(policy)
                .put((byte) ':')
                .put(BASE64.encode(hash));
        return name;
    }

    /** A policy's name as part of keys. */
    static byte[] policy(String name) {
        return name.getBytes(US_ASCII);
    }
}
