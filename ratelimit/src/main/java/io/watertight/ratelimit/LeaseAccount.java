package io.watertight.ratelimit;

import java.util.concurrent.atomic.LongAdder;

/** What has become of units that one replica had charged ahead of need. Safe for use by many threads. */
final class LeaseAccount {

    private final LongAdder unspent = new LongAdder();
    private final LongAdder lost = new LongAdder();

    void leased(long units) {
        unspent.add(units);
    }

    /** Spent, or given back. */
    void used(long units) {
        unspent.add(-units);
    }

    void died(long units) {
        unspent.add(-units);
        lost.add(units);
    }

    /** Returns how many are held; such as have died may be among them until somebody looks. */
    long unspent() {
        return unspent.sum();
    }

    /** Returns how many have died unspent. */
    long lost() {
        return lost.sum();
    }
}
