package io.watertight.ratelimit;

/** The buckets of one quota and the clock they go by. What the quota is may change; the buckets stay. */
record QuotaBuckets(VirtualClock clock, BucketStore store) implements AutoCloseable {

    @Override
    public void close() {
        store.close();
    }
}
