package io.watertight.ratelimit;

/**
 * A hash table of buckets in one array of longs: open addressing with linear probing, three longs a slot, the two halves of
 * the key and the TAT. A slot whose key is all zero is free. Functions on the array only; who may call them when is up to
 * the owner of the array, who also keeps at least one slot free.
 *
 * <p>Removal shifts back what follows (D. E. Knuth: The Art of Computer Programming, volume 3, 6.4, algorithm R), so there
 * are no tombstones and a table that empties is as good as new. The capacity may be any number: a hash is scaled to it, not
 * masked.
 */
final class Slots {

    /** Of one slot, in longs. */
    static final int WIDTH = 3;

    /** Where in a slot the TAT is. */
    static final int TAT = 2;

    /** A table that nothing can be added to. */
    static final long[] NONE = new long[WIDTH];

    private static final int SMALLEST_CAPACITY = 4;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Slots() {}

    /** Returns where a key belongs. Keys come from a keyed hash; the little mixing here is for those that do not. */
    static long hash(long high, long low) {
        long product = (high * 31 + low) * GOLDEN_RATIO;
        return product ^ (product >>> 32);
    }

    /** Returns how many slots a table has. */
    static int capacity(long[] slots) {
        return slots.length / WIDTH;
    }

    /** Returns whether a table is too small for so many buckets: probes stay short up to three quarters. */
    static boolean isTooSmallFor(int buckets, long[] slots) {
        return buckets > capacity(slots) * 3L / 4;
    }

    /** Returns whether a table is too large for so many buckets: below three eighths, one takes more than 64 bytes. */
    static boolean isTooLargeFor(int buckets, long[] slots) {
        int capacity = capacity(slots);
        return buckets < capacity * 3L / 8 && (capacity > SMALLEST_CAPACITY || buckets == 0);
    }

    /** Returns a table with the same buckets that is as far from too small as from too large for so many. */
    static long[] resized(long[] slots, int buckets) {
        if (buckets == 0) {
            return NONE;
        }
        long[] resized = new long[WIDTH * Math.max(SMALLEST_CAPACITY, (int) Math.ceilDiv(buckets * 16L, 9))];
        for (int from = 0; from < slots.length; from += WIDTH) {
            if (!isFree(slots, from)) {
                int to = ~find(resized, slots[from], slots[from + 1]);
                System.arraycopy(slots, from, resized, to, WIDTH);
            }
        }
        return resized;
    }

    /** Returns the index of the key's slot, or the complement of that of the free slot that its probes end at. */
    static int find(long[] slots, long high, long low) {
        return find(slots, hash(high, low), high, low);
    }

    /** The same where the key's hash is known. */
    static int find(long[] slots, long hash, long high, long low) {
        int home = home(slots, hash);
        int slot = home;
        do {
            long slotHigh = slots[slot];
            long slotLow = slots[slot + 1];
            if (slotLow == low && slotHigh == high) {
                return slot;
            }
            if ((slotHigh | slotLow) == 0) {
                return ~slot;
            }
            slot = next(slots, slot);
        } while (slot != home);
        return ~home; // there is always a free slot: only who reads while another writes comes here
    }

    /** Returns the index of the first full bucket on the key's way to a free slot, or the complement of the free one's. */
    static int findFull(long[] slots, long hash, long now) {
        int slot = home(slots, hash);
        while (!isFree(slots, slot)) {
            if (Gcra.isFull(slots[slot + TAT], now)) {
                return slot;
            }
            slot = next(slots, slot);
        }
        return ~slot;
    }

    /** Returns the index of the first slot at or behind that one with a full bucket, or -1. */
    static int nextFull(long[] slots, int from, long now) {
        for (int slot = from; slot < slots.length; slot += WIDTH) {
            if (Gcra.isFull(slots[slot + TAT], now) && !isFree(slots, slot)) {
                return slot;
            }
        }
        return -1;
    }

    /** Returns how many buckets there are. */
    static int count(long[] slots) {
        int count = 0;
        for (int slot = 0; slot < slots.length; slot += WIDTH) {
            count += isFree(slots, slot) ? 0 : 1;
        }
        return count;
    }

    /** Puts a bucket into a slot, whatever is there. */
    static void put(long[] slots, int slot, long high, long low, long tat) {
        slots[slot] = high;
        slots[slot + 1] = low;
        slots[slot + TAT] = tat;
    }

    /** Returns whether there is no bucket in a slot. */
    static boolean isFree(long[] slots, int slot) {
        return (slots[slot] | slots[slot + 1]) == 0;
    }

    /** Removes the bucket in a slot. Later ones move up, to that slot or behind it, but none to a slot before it. */
    static void remove(long[] slots, int slot) {
        int hole = slot;
        for (int mover = next(slots, slot); !isFree(slots, mover); mover = next(slots, mover)) {
            int home = home(slots, hash(slots[mover], slots[mover + 1]));
            if (isOnTheWay(hole, home, mover)) {
                System.arraycopy(slots, mover, slots, hole, WIDTH);
                hole = mover;
            }
        }
        put(slots, hole, 0, 0, 0);
    }

    /** Returns whether the probes that start at home come by the hole before they come to the slot. */
    private static boolean isOnTheWay(int hole, int home, int slot) {
        return hole <= slot ? home <= hole || home > slot : home <= hole && home > slot;
    }

    private static int home(long[] slots, long hash) {
        return WIDTH * (int) (((hash & 0xFFFF_FFFFL) * capacity(slots)) >>> 32);
    }

    private static int next(long[] slots, int slot) {
        int next = slot + WIDTH;
        return next == slots.length ? 0 : next;
    }
}
