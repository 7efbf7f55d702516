package io.watertight.ratelimit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The number of buckets there may be at once, in all stores that share this cap. A store reserves a place before it creates
 * a bucket and releases it when the bucket expires. Safe for use by many threads.
 */
public final class BucketCap {

    private final long maxBuckets;
    private final AtomicLong reserved = new AtomicLong();

    /**
     * Creates a cap with no place taken.
     *
     * @param maxBuckets at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public BucketCap(long maxBuckets) {
        if (maxBuckets < 1) {
            throw new IllegalArgumentException("maxBuckets: " + maxBuckets + " (expected: >= 1)");
        }
        this.maxBuckets = maxBuckets;
    }

    /** Takes a place and returns true, or returns false if there is none. */
    public boolean tryReserve() {
        for (long taken = reserved.get(); taken < maxBuckets; taken = reserved.get()) {
            if (reserved.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Gives one place back. */
    public void release() {
        release(1);
    }

    void release(long places) {
        reserved.addAndGet(-places);
    }

    /** Returns how many places are taken; between 0 and {@link #maxBuckets()}. */
    public long reserved() {
        return reserved.get();
    }

    /** Returns how many places there are. */
    public long maxBuckets() {
        return maxBuckets;
    }
}
