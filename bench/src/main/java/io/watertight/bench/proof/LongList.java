package io.watertight.bench.proof;

import java.util.Arrays;

/** A growable column of longs: a million decisions must not become a million objects. Not thread-safe. */
final class LongList {
    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    long[] toSortedArray() {
        long[] sorted = Arrays.copyOf(values, size);
        Arrays.parallelSort(sorted);
        return sorted;
    }
}
