package io.watertight.ratelimit;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the buckets in flat tables: 24 bytes a bucket and no object for each, in tables that are filled between three eighths
 * and three quarters.
 */
public final class FlatBucketStore implements BucketStore {

    /*
     * The store is cut into segments by the hash of the key, so many that each holds about a thousand buckets when the cap is
     * reached. All that takes time is done to one segment at once, under its lock: growing, shrinking and removing never
     * touch more than some 1 300 slots, a few tens of kilobytes that the caches hold. So there is no pause, whatever the size,
     * and a charge waits at worst for one such step on its own segment. Nothing is allocated but the tables.
     *
     * Removal. One thread for the process goes over all segments, a slice of each store at a time, and after the last slice
     * begins with the first again. A full bucket that a charge of its own or of a new subject comes by is replaced on the
     * spot. Both ask the clock, or a reading of it, there and then; no deadline is kept that could have become wrong. The pace
     * is that of real time, whatever the store's clock does.
     *
     * How long a bucket outlives its TAT: until the sweep comes by again, one round. A round is SLICES pauses and the work.
     * The pauses are PAUSE_NANOS, longer for a large store so that looking at its slots, some 3 ns each, stays at two or three
     * percent of one processor. They may end late where no processor is free: that is SCHEDULING_NANOS, all together. The work
     * is at most WORK_NANOS a slot, removal included.
     */

    private static final int SLICES = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SCHEDULING_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long PAUSE_PER_SLOT_NANOS = 150;
    private static final long WORK_NANOS = 50;

    private static final int BUCKETS_PER_SEGMENT = 1024;
    private static final int FEWEST_SEGMENTS = 64;
    private static final int MOST_SEGMENTS = 1 << 20;

    /** Stands in for the key that is all zero, which says that a slot is free. */
    private static final SubjectKey INSTEAD_OF_ZERO = new SubjectKey(0x243F6A8885A308D3L, 0x13198A2E03707344L);

    private final NanoClock clock;
    private final Segment[] segments;
    private final int shift;
    private final @Nullable Sweeper sweeper;
    private int nextSlice;

    /**
     * Creates an empty store, which is swept until it is closed.
     *
     * @param clock the clock that every charge is dated by
     * @param cap how many buckets there may be, here and in all stores with the same cap
     */
    public FlatBucketStore(NanoClock clock, BucketCap cap) {
        this(clock, cap, segmentsFor(cap.maxBuckets()), true);
    }

    /**
     * With another number of segments, for tests that want them crowded and decide themselves when there is a sweep.
     *
     * @param segmentCount a power of two, at least 2
     */
    FlatBucketStore(NanoClock clock, BucketCap cap, int segmentCount, boolean swept) {
        long now = clock.nanoTime();
        OverflowBuckets overflow = new OverflowBuckets(now);
        this.clock = clock;
        this.segments = new Segment[segmentCount];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(segmentCount);
        for (int i = 0; i < segmentCount; i++) {
            segments[i] = new Segment(now, cap, overflow);
        }
        this.sweeper = swept ? Sweeper.start(this::sweepSlice, PAUSE_NANOS) : null;
    }

    static int segmentsFor(long maxBuckets) {
        long wanted = Math.clamp(maxBuckets / BUCKETS_PER_SEGMENT, FEWEST_SEGMENTS, MOST_SEGMENTS);
        return (int) Long.highestOneBit(wanted);
    }

    @Override
    public long charge(SubjectKey key, long nowNanos, long costNanos, long capacityNanos) {
        SubjectKey subject = (key.high() | key.low()) == 0 ? INSTEAD_OF_ZERO : key;
        long hash = Slots.hash(subject.high(), subject.low());
        return segments[(int) (hash >>> shift)].charge(hash, subject, nowNanos, costNanos, capacityNanos);
    }

    @Override
    public Ledger ledger() {
        Ledger sum = new Ledger(0, 0, 0, 0);
        for (Segment segment : segments) {
            sum = sum.plus(segment.ledger());
        }
        return sum;
    }

    @Override
    public long cleanupCadenceNanos() {
        long mostSlots = 0;
        for (Segment segment : segments) {
            mostSlots += segment.mostSlots();
        }
        return SLICES * PAUSE_NANOS + SCHEDULING_NANOS + mostSlots * (PAUSE_PER_SLOT_NANOS + WORK_NANOS);
    }

    @Override
    public void close() {
        if (sweeper != null) {
            sweeper.cancel();
        }
        for (Segment segment : segments) {
            segment.close();
        }
    }

    /** Removes what is due from one slice, and returns how long to pause before the next. For one thread at a time. */
    long sweepSlice() {
        int slice = nextSlice;
        nextSlice = (slice + 1) % SLICES;
        long slots = 0;
        for (int i = slice; i < segments.length; i += SLICES) {
            slots += segments[i].sweep(clock);
        }
        return Math.max(PAUSE_NANOS, slots * PAUSE_PER_SLOT_NANOS);
    }

    /** Removes what is due. */
    void sweep() {
        for (Segment segment : segments) {
            segment.sweep(clock);
        }
    }

    /** Counts the buckets, independently of the books. */
    long size() {
        long size = 0;
        for (Segment segment : segments) {
            size += segment.size();
        }
        return size;
    }

    /** Counts the slots. */
    long capacity() {
        long capacity = 0;
        for (Segment segment : segments) {
            capacity += segment.capacity();
        }
        return capacity;
    }
}
