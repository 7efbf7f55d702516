package io.watertight.ratelimit;

import com.github.benmanes.caffeine.cache.Scheduler;

/** How the contracts of {@link BucketStore} get at an implementation. */
interface StoreUnderTest {

    /** As it is shipped, but for the thread that sweeps. */
    StoreUnderTest FLAT = new StoreUnderTest() {
        @Override
        public BucketStore open(NanoClock clock, BucketCap cap) {
            return new FlatBucketStore(clock, cap, FlatBucketStore.segmentsFor(cap.maxBuckets()), false);
        }

        @Override
        public void cleanUp(BucketStore store) {
            ((FlatBucketStore) store).sweep();
        }
    };

    /** With so few segments that all subjects are in each other's way. */
    StoreUnderTest CROWDED = new StoreUnderTest() {
        @Override
        public BucketStore open(NanoClock clock, BucketCap cap) {
            return new FlatBucketStore(clock, cap, 2, false);
        }

        @Override
        public void cleanUp(BucketStore store) {
            FLAT.cleanUp(store);
        }
    };

    /** The cache, without its executor and its scheduler. */
    StoreUnderTest CAFFEINE = new StoreUnderTest() {
        @Override
        public BucketStore open(NanoClock clock, BucketCap cap) {
            return new CaffeineBucketStore(clock, cap, Runnable::run, Scheduler.disabledScheduler());
        }

        @Override
        public void cleanUp(BucketStore store) {
            CaffeineBucketStore caffeine = (CaffeineBucketStore) store;
            long before;
            do { // each time, at most a thousand are removed
                before = caffeine.size();
                caffeine.cleanUp();
            } while (caffeine.size() < before);
        }
    };

    /** Opens a store that removes nothing but what a charge finds, until it is told to clean up. */
    BucketStore open(NanoClock clock, BucketCap cap);

    /** Removes whatever the store would have removed by now. */
    void cleanUp(BucketStore store);

    default BucketStore open(NanoClock clock) {
        return open(clock, new BucketCap(1_000_000));
    }
}
