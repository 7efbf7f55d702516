package io.watertight.ratelimit;

/**
 * The books of one store while they are kept. They are split into stripes by key, so that charges rarely meet; every event
 * changes all its counts in one short critical section of its stripe, and a snapshot visits the stripes one after another
 * under the same locks. Each stripe balances whenever it is looked at, and so does the sum, though the stripes are seen at
 * slightly different times.
 *
 * <p>A bucket's creation and removal are booked while the store holds that bucket exclusively, so they come in order.
 */
final class BucketLedger {

    private static final int STRIPE_BITS = 6;

    private final Stripe[] stripes = new Stripe[1 << STRIPE_BITS];

    /**
     * Opens empty books.
     *
     * @param nowNanos a reading of the clock, no later than any decision
     */
    BucketLedger(long nowNanos) {
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(nowNanos);
        }
    }

    /** Returns the stripe a key is booked on. Its uppermost bits choose; others place it in the tables. */
    Stripe stripe(SubjectKey key) {
        return stripes[(int) (key.high() >>> (Long.SIZE - STRIPE_BITS))];
    }

    /** Returns the sum of all stripes, each as it was at some instant of this call. */
    Ledger snapshot() {
        Ledger sum = Ledger.EMPTY;
        for (Stripe stripe : stripes) {
            sum = sum.plus(stripe.snapshot());
        }
        return sum;
    }

    /** Returns a number of buckets there never were more of at once: the sum of what each stripe had at most. */
    long mostLive() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            sum += stripe.mostLive();
        }
        return sum;
    }

    /** Closes the books: no bucket comes or goes after. Returns how many there were, 0 if the books were closed before. */
    long close() {
        long live = 0;
        for (Stripe stripe : stripes) {
            live += stripe.close();
        }
        return live;
    }

    static final class Stripe {

        private long created;
        private long expired;
        private long overflowed;
        private long live;
        private long mostLive;
        private boolean closed;

        /** The latest TAT of all full buckets removed here; written under the lock, read without. */
        private volatile long latestRemovedTat;

        private Stripe(long nowNanos) {
            latestRemovedTat = nowNanos;
        }

        /** Returns whether a bucket may have been removed that was not yet full at that instant. */
        boolean mayHaveForgotten(long nowNanos) {
            return !Gcra.isFull(latestRemovedTat, nowNanos);
        }

        /** Books a new bucket and returns true, or returns false if the books are closed. */
        synchronized boolean created() {
            if (closed) {
                return false;
            }
            created++;
            live++;
            mostLive = Math.max(mostLive, live);
            return true;
        }

        /**
         * Books the removal of a bucket and returns true, or returns false if the books are closed.
         *
         * @param full whether it was full by then. Removing one that is not gives permits away, and the books will show it
         *     by not balancing
         */
        synchronized boolean removed(long tat, boolean full) {
            if (closed) {
                return false;
            }
            live--;
            if (full) {
                expired++;
                if (tat - latestRemovedTat > 0) {
                    latestRemovedTat = tat;
                }
            }
            return true;
        }

        synchronized void overflowed() {
            overflowed++;
        }

        private synchronized Ledger snapshot() {
            return new Ledger(created, expired, overflowed, live);
        }

        private synchronized long mostLive() {
            return mostLive;
        }

        private synchronized long close() {
            if (closed) {
                return 0;
            }
            closed = true;
            return live;
        }
    }
}
