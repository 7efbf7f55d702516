package io.watertight.ratelimit;

/** The buckets of one quota and the clock they go by. What the quota is may change; the buckets stay. */
final class QuotaBuckets implements AutoCloseable {

    private final VirtualClock clock;
    private final BucketStore store;

    QuotaBuckets(VirtualClock clock, BucketStore store) {
        this.clock = clock;
        this.store = store;
    }

    VirtualClock clock() {
        return clock;
    }

    BucketStore store() {
        return store;
    }

    /** From now on a request of that price has a place however small the share is. */
    synchronized void allow(long costNanos) {
        Entitlement before = clock.entitlement();
        if (costNanos > before.leastNanos()) {
            clock.entitle(new Entitlement(before.capacityNanos(), costNanos));
        }
    }

    /** Changes what a full bucket holds under the whole share; the least under any is to be asked for anew. */
    synchronized void replace(long capacityNanos) {
        if (clock.entitlement().capacityNanos() != capacityNanos) {
            clock.entitle(new Entitlement(capacityNanos, 0));
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
