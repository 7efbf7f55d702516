package io.watertight.gateway.telemetry;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of durations that each event loop counts for itself. Recording is two stores to memory that no other thread writes; the loops' counts are put
 * together when they are read, which any thread may do at any time.
 */
final class Durations {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private static final long[] BOUNDS_NANOS = {
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private static final int BUCKETS = BOUNDS_NANOS.length + 1;
    private static final int SUM = BUCKETS;

    /** Longer than a cache line beyond what is used, so that two loops do not share one. */
    private static final int CELLS = BUCKETS + 1 + 16;

    private final Labels labels;
    private final AtomicReferenceArray<long @Nullable []> byLoop;

    Durations(Labels labels, int loops) {
        this.labels = labels;
        this.byLoop = new AtomicReferenceArray<>(loops);
    }

    /**
     * Counts one duration.
     *
     * @param loop the number of the calling event loop, from 0
     */
    void record(int loop, long nanos) {
        long[] cells = byLoop.getPlain(loop);
        if (cells == null) {
            cells = new long[CELLS];
            byLoop.setRelease(loop, cells);
        }
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        CELL.setOpaque(cells, bucket, cells[bucket] + 1);
        CELL.setOpaque(cells, SUM, cells[SUM] + nanos);
    }

    /** What has been counted so far, as Prometheus has it; the sum may lag behind the counts by what is being recorded. */
    HistogramDataPointSnapshot snapshot() {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            double bound = bucket < BOUNDS_NANOS.length
                    ? BOUNDS_NANOS[bucket] / (double) TimeUnit.SECONDS.toNanos(1)
                    : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, total(bucket));
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets.build())
                .sum(total(SUM) / (double) TimeUnit.SECONDS.toNanos(1))
                .build();
    }

    private long total(int cell) {
        long total = 0;
        for (int loop = 0; loop < byLoop.length(); loop++) {
            long[] cells = byLoop.getAcquire(loop);
            if (cells != null) {
                total += (long) CELL.getOpaque(cells, cell);
            }
        }
        return total;
    }
}
