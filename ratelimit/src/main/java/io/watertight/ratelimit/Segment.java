package io.watertight.ratelimit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A part of a {@link FlatBucketStore}: a small table of buckets, its lock and its books. Safe for use by many threads; what
 * is decided here is in one order, and the books change together with the table.
 */
final class Segment {

    /*
     * Everything that changes a segment holds its lock, and holds it for no longer than it takes to go over the table once.
     * The books are under the same lock, so they are never ahead or behind.
     *
     * A denial takes no lock and writes nothing: that is where abuse ends. It looks the bucket up in a table that others may
     * be changing, and believes what it saw only if the version was even before and is the same after (a sequence lock: H.-J.
     * Boehm, Can seqlocks get along with programming language memory models?, 2012). The version moves when buckets come, go
     * or change places. A charge of a bucket that stays where it is does not move it: TATs only grow, so what an older TAT
     * denies, the present one denies, too. The look without the lock also fetches from memory what is then needed under it.
     *
     * A caller may have been held up between its reading of the clock and its charge. A bucket that is still here decides as
     * of that reading. If it was not full at the reading, but has become full and been removed since, deciding would give
     * away a burst. So the latest TAT that was removed is kept, and a charge that finds no bucket and is dated before that is
     * sent back to read the clock again.
     *
     * At the cap a new subject is decided by an overflow bucket, and later, if there is room again, its own bucket starts
     * from where that one stands: what the subject took from it still counts.
     */

    private static final VarHandle VERSION;
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            VERSION = MethodHandles.lookup().findVarHandle(Segment.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BucketCap cap;
    private final OverflowBuckets overflow;
    private long[] slots = Slots.NONE;
    private long version;
    private long created;
    private long expired;
    private long overflowed;
    private long latestRemovedTat;
    private int live;
    private int mostSlots;
    private boolean closed;

    /**
     * An empty table.
     *
     * @param nowNanos a reading of the clock, no later than any decision
     */
    Segment(long nowNanos, BucketCap cap, OverflowBuckets overflow) {
        this.latestRemovedTat = nowNanos;
        this.cap = cap;
        this.overflow = overflow;
    }

    /** {@link BucketStore#charge} for a key that is not all zero, and its hash. */
    long charge(long hash, SubjectKey key, long now, long costNanos, long capacityNanos) {
        long excess = denial(hash, key, now, costNanos, capacityNanos);
        return excess > 0 ? excess : decide(hash, key, now, costNanos, capacityNanos);
    }

    /** Returns above 0 if that is the answer, and at most 0 if that is all that can be said without the lock. */
    private long denial(long hash, SubjectKey key, long now, long costNanos, long capacityNanos) {
        long before = (long) VERSION.getAcquire(this);
        if ((before & 1) != 0) {
            return 0;
        }
        long[] seen = slots;
        int slot = Slots.find(seen, hash, key.high(), key.low());
        if (slot < 0) {
            return 0;
        }
        long tat = (long) LONGS.getOpaque(seen, slot + Slots.TAT);
        VarHandle.acquireFence();
        return (long) VERSION.getOpaque(this) == before ? Gcra.excess(tat, now, costNanos, capacityNanos) : 0;
    }

    private synchronized long decide(long hash, SubjectKey key, long now, long costNanos, long capacityNanos) {
        int slot = Slots.find(slots, hash, key.high(), key.low());
        if (slot < 0) {
            return open(hash, key, now, costNanos, capacityNanos);
        }
        long tat = slots[slot + Slots.TAT];
        long excess = Gcra.excess(tat, now, costNanos, capacityNanos);
        if (excess <= 0) {
            LONGS.setOpaque(slots, slot + Slots.TAT, Gcra.charged(tat, now, costNanos));
            if (Gcra.isFull(tat, now)) {
                removed(tat);
                created++;
                live++;
            }
        }
        return excess;
    }

    private long open(long hash, SubjectKey key, long now, long costNanos, long capacityNanos) {
        if (!Gcra.isFull(latestRemovedTat, now)) {
            return BucketStore.STALE;
        }
        long tat = overflow.tat(key);
        long excess = Gcra.excess(tat, now, costNanos, capacityNanos);
        if (excess > 0) {
            if (!Gcra.isFull(tat, now)) {
                overflowed++;
            }
            return excess;
        }
        if (!closed && create(hash, key, now, Gcra.charged(tat, now, costNanos))) {
            return excess;
        }
        overflowed++;
        return overflow.charge(key, now, costNanos, capacityNanos);
    }

    /** Puts a new bucket where a full one is, or else where none is; false if there is no place under the cap. */
    private boolean create(long hash, SubjectKey key, long now, long tat) {
        if (Slots.isTooSmallFor(live + 1, slots)) {
            resize(live + 1);
        }
        int slot = Slots.findFull(slots, hash, now);
        if (slot >= 0) {
            removed(slots[slot + Slots.TAT]);
        } else if (cap.tryReserve()) {
            slot = ~slot;
        } else {
            return false;
        }
        beginMoving();
        Slots.put(slots, slot, key.high(), key.low(), tat);
        endMoving();
        created++;
        live++;
        return true;
    }

    private void removed(long tat) {
        expired++;
        live--;
        if (tat - latestRemovedTat > 0) {
            latestRemovedTat = tat;
        }
    }

    /**
     * Removes the buckets that are full, and what room they leave too much.
     *
     * @param clock of the store, read here: whether a bucket may go is asked when it goes
     * @return how many slots were looked at
     */
    synchronized int sweep(NanoClock clock) {
        int seen = Slots.capacity(slots);
        int before = live;
        long now = clock.nanoTime();
        int slot = 0;
        while ((slot = Slots.nextFull(slots, slot, now)) >= 0) {
            removed(slots[slot + Slots.TAT]);
            beginMoving();
            Slots.remove(slots, slot);
            endMoving();
        }
        cap.release((long) before - live);
        if (!closed && Slots.isTooLargeFor(live, slots)) {
            resize(live);
        }
        return seen;
    }

    private void resize(int buckets) {
        long[] resized = Slots.resized(slots, buckets);
        beginMoving();
        slots = resized;
        endMoving();
        mostSlots = Math.max(mostSlots, Slots.capacity(resized));
    }

    private void beginMoving() {
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence();
    }

    private void endMoving() {
        VERSION.setRelease(this, version + 1);
    }

    /** Returns the books. */
    synchronized Ledger ledger() {
        return new Ledger(created, expired, overflowed, live);
    }

    /** Returns how many slots there ever were at once. */
    synchronized int mostSlots() {
        return mostSlots;
    }

    /** Returns how many buckets the table holds, counted one by one. */
    synchronized int size() {
        return Slots.count(slots);
    }

    /** Returns how many slots there are. */
    synchronized int capacity() {
        return Slots.capacity(slots);
    }

    /** Forgets the buckets, keeps the books, and creates no more. Idempotent. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            cap.release(live);
            resize(0);
        }
    }
}
