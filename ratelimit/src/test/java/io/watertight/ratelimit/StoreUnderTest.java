package io.watertight.ratelimit;

/** How the contracts of {@link BucketStore} get at an implementation. */
interface StoreUnderTest {

    /** Opens a store that removes nothing but what a charge finds, until it is told to clean up. */
    BucketStore open(NanoClock clock, BucketCap cap);

    /** Removes whatever the store would have removed by now. */
    void cleanUp(BucketStore store);

    default BucketStore open(NanoClock clock) {
        return open(clock, new BucketCap(1_000_000));
    }
}
