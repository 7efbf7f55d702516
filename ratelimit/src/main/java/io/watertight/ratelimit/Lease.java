package io.watertight.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * What one replica holds of one subject: units that are charged already, in up to two batches, and how many it is going to
 * need. Its methods are short critical sections, safe for use by many threads.
 *
 * <p>A unit may be spent before the end of its batch and never after, by this process's monotonic clock. The end counts from
 * before the charge was asked for, hence from no later than it was made.
 */
final class Lease {

    /** A batch is for this share of a life, so that it is used up while it lives though the one before is used first. */
    private static final double USED_IN_TIME = 0.6;

    /** Who comes less often in a life would too often leave a unit to die. */
    private static final int WORTH_IT = 3;

    /** Less than this share of a batch is the low-water mark. */
    private static final int LOW_WATER = 3;

    private final Quota quota;
    private final long interval;
    private final Demand demand;
    private final long mostAhead;
    private @Nullable Batch first;
    private @Nullable Batch second;
    private boolean asking;
    private long room;
    private long roomAt;
    private long endsAt;

    /** Units of one grant. */
    private static final class Batch {

        private long units;
        private long endsAt;
        private long grant;

        Batch(long units, long endsAt, long grant) {
            this.units = units;
            this.endsAt = endsAt;
            this.grant = grant;
        }

        /** Takes more units, and for all of them the earlier end and the earlier grant. */
        void add(Batch other) {
            units += other.units;
            endsAt -= Math.max(endsAt - other.endsAt, 0);
            grant -= Math.max(grant - other.grant, 0);
        }
    }

    /** Takes units that will not be used. */
    @FunctionalInterface
    interface Remainder {
        void take(Quota quota, long units, long grant);
    }

    /**
     * Nothing is held yet.
     *
     * @param lifeNanos how long a batch lives; at least 1
     * @param mostAhead most units of a batch; at least 1
     */
    Lease(Quota quota, long lifeNanos, long mostAhead, long now) {
        this.quota = quota;
        this.interval = quota.emissionIntervalNanos();
        this.demand = new Demand(lifeNanos, now);
        this.mostAhead = mostAhead;
        this.roomAt = now;
        this.endsAt = now;
    }

    /** Returns whether units were charged for this quota: those of another are worth something else. */
    boolean isFor(Quota other) {
        return quota.equals(other);
    }

    /** Spends units that still live, and says whether there were enough. Dead ones are dropped, and counted into the account. */
    synchronized boolean spend(long cost, long now, LeaseAccount account) {
        demand.add(cost, now);
        drop(now, account);
        long held = held();
        if (held < cost) {
            return false;
        }
        long left = cost;
        if (first != null) {
            long taken = Math.min(first.units, left);
            first.units -= taken;
            left -= taken;
        }
        if (left > 0 && second != null) {
            second.units -= left;
        }
        account.used(cost);
        drop(now, account);
        return true;
    }

    /**
     * Returns how many units to ask for ahead of need, 0 for none. Whoever gets a number above 0 must ask, and end it by
     * {@link #answered}.
     *
     * @param cost units that are asked for in the same call, for use at once
     */
    synchronized long wanted(long cost, long now) {
        long expected = demand.units(now);
        if (asking || expected < WORTH_IT) {
            return 0;
        }
        long batch = Math.max((long) (Math.min(expected, mostAhead) * USED_IN_TIME), 1);
        if (held() > batch / LOW_WATER) {
            return 0;
        }
        // Units that die unused are lost to the subject. Only the upper half of the bucket is put at that risk, so that
        // a
        // subject which keeps to its rate is not denied because of it.
        long spare = (roomNow(now) - quota.timeToFullNanos() / 2) / interval - cost;
        long units = Math.min(batch, spare);
        if (units <= 0) {
            return 0;
        }
        asking = true;
        return units;
    }

    /** Takes a grant: what it says of the bucket, and units that were asked for ahead. At most two batches are kept. */
    synchronized void granted(long units, long endsAt, long grant, long room, long roomAt, LeaseAccount account) {
        drop(roomAt, account);
        this.room = room;
        this.roomAt = roomAt;
        if (endsAt - this.endsAt > 0) {
            this.endsAt = endsAt;
        }
        if (units == 0) {
            return;
        }
        account.leased(units);
        Batch batch = new Batch(units, endsAt, grant);
        if (first == null) {
            first = batch;
        } else if (second == null) {
            second = batch;
        } else {
            second.add(batch);
        }
    }

    /** Takes note that units which were {@link #wanted} have come, or will not. */
    synchronized void answered() {
        asking = false;
    }

    /** Takes note of a request that did not look here first. */
    synchronized void asked(long cost, long now) {
        demand.add(cost, now);
    }

    /** Returns when the last batch ends; after it nothing is held, and to remember the subject is of no use. */
    synchronized long endsAt() {
        return endsAt;
    }

    /** Returns the room that the bucket and the units held here make together, as far as is known. */
    synchronized long roomWithUnits(long now) {
        return Math.min(roomNow(now) + held() * interval, quota.timeToFullNanos() - interval);
    }

    /** Gives up all units, living ones into the remainder. */
    synchronized void release(long now, LeaseAccount account, Remainder remainder) {
        drop(now, account);
        for (Batch batch : new @Nullable Batch[] {first, second}) {
            if (batch != null) {
                account.used(batch.units);
                remainder.take(quota, batch.units, batch.grant);
            }
        }
        first = null;
        second = null;
    }

    private long held() {
        return (first == null ? 0 : first.units) + (second == null ? 0 : second.units);
    }

    private long roomNow(long now) {
        return Math.min(room + Math.max(now - roomAt, 0), quota.timeToFullNanos());
    }

    private void drop(long now, LeaseAccount account) {
        first = living(first, now, account);
        second = living(second, now, account);
        if (first == null) {
            first = second;
            second = null;
        }
    }

    private static @Nullable Batch living(@Nullable Batch batch, long now, LeaseAccount account) {
        if (batch == null || batch.units == 0) {
            return null;
        }
        if (now - batch.endsAt >= 0) {
            account.died(batch.units);
            return null;
        }
        return batch;
    }
}
