package io.watertight.bench.proof;

/** Instants in ascending order, asked how many of them are not later than a given one. Immutable. */
final class SortedInstants {
    private final long[] nanos;

    SortedInstants(LongList instants) {
        this.nanos = instants.toSortedArray();
    }

    int count() {
        return nanos.length;
    }

    /** Only where there are any. */
    long first() {
        return nanos[0];
    }

    /** Only where there are any. */
    long last() {
        return nanos[nanos.length - 1];
    }

    int countUntil(long instantNanos) {
        int low = 0;
        int high = nanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos[middle] <= instantNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
