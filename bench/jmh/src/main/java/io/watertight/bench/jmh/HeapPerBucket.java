package io.watertight.bench.jmh;

import java.lang.management.ManagementFactory;

/** How many bytes of heap a limiter keeps for each live bucket, all included: what a full collection leaves, less what it left before. */
final class HeapPerBucket {

    private static final int COLLECTIONS = 3;

    private HeapPerBucket() {}

    /** Returns the bytes for one of so many buckets. */
    static double of(LimiterKind kind, int buckets) {
        Subjects subjects = new Subjects();
        long before = heapInUse();
        try (Contender contender = kind.open(Workload.DENIED, buckets)) {
            for (int i = 0; i < buckets; i++) {
                contender.fill(subjects, i);
            }
            double bytes = (double) (heapInUse() - before) / buckets;
            if (kind != LimiterKind.EMPTY && contender.admits(subjects, 0)) {
                throw new IllegalStateException(kind + " has forgotten a bucket that it should hold");
            }
            return bytes;
        }
    }

    /** More than one collection: what a cache or a reference handler lets go after one is gone after the next. */
    private static long heapInUse() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
