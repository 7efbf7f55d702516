package io.watertight.bench.load;

import java.util.BitSet;

/** Which subjects of a stream were seen: one bit each, so that the count is exact. Not thread-safe. */
final class SubjectSet {
    private final BitSet seen = new BitSet();
    private long size;

    void add(long subject) {
        int bit = Math.toIntExact(subject);
        if (!seen.get(bit)) {
            seen.set(bit);
            size++;
        }
    }

    long size() {
        return size;
    }
}
