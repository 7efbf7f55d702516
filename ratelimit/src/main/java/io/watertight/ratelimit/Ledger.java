package io.watertight.ratelimit;

/**
 * The books on the buckets of a store, or the sum of several: four counts kept separately from each other.
 *
 * @param created buckets created
 * @param expired buckets removed because they were full again
 * @param overflowed decisions taken by a shared overflow bucket, because there was no place for a bucket of the subject's own
 * @param live buckets present, full ones not yet removed included
 */
public record Ledger(long created, long expired, long overflowed, long live) {

    /** No bucket has ever been. */
    public static final Ledger EMPTY = new Ledger(0, 0, 0, 0);

    /** Returns whether every bucket there ever was is either present or was full when it was removed. */
    public boolean balances() {
        return created == expired + live;
    }

    /** Returns the sum of both books. */
    public Ledger plus(Ledger other) {
        return new Ledger(
                created + other.created, expired + other.expired, overflowed + other.overflowed, live + other.live);
    }
}
