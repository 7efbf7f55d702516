package io.watertight.ratelimit;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the buckets of one quota, in virtual time: a bucket whose TAT is at or before its reading is full. It may
 * stand still or leap, but never goes back. Safe for use by many threads, and lock-free.
 */
final class VirtualClock implements NanoClock {

    /*
     * GCRA on virtual time. Let U be the time earned, the integral of the share s. A bucket holds no more than its capacity
     * D * s, so one that is full has its TAT at V = U - D * s, in a count that puts an empty one at U. When the share changes from s to
     * s', U goes on, and V becomes V - D * (s' - s): a smaller share puts V forward and so cuts off what a bucket holds
     * above it; a greater one puts V back. But nothing may be gained by that alone, so V before the growth remains a
     * floor: what full is, until V has caught up with it, is max(V, floor), and that is this clock.
     *
     * No bucket is touched by any of it, and the floor is a function of the growths there have been, so a change of the
     * share costs nothing here: the first to read the clock afterwards works out the view of the new state.
     *
     * Without a share, U stands still: nothing is earned. What a bucket still holds may be used, but only for so long: the
     * clock runs on, in real time, up to U, where all buckets count as full with nothing in them. In that time the
     * other members, whose shares may by then add up to 1 again, gain no more than what is given up here, so in sum
     * there is never more than D. A share that is claimed afterwards starts with empty buckets.
     *
     * Buckets of different quotas cannot have one clock: the same change of the share moves it by different distances,
     * D * (s' - s), and a clock that is right for one of them would remove buckets of the other too early or keep them too long.
     */

    /** Long before anything that happens to this clock, and not so long that differences overflow. */
    private static final long LONG_BEFORE = 1L << 62;

    private static final AtomicReferenceFieldUpdater<VirtualClock, View> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(VirtualClock.class, View.class, "current");

    private final VirtualTime time;
    private volatile View current;
    private volatile long wanted;

    /**
     * Begins as if it had been there all the time.
     *
     * @param wholeNanos what a full bucket holds under the whole share, D
     */
    VirtualClock(VirtualTime time, long wholeNanos) {
        this.time = time;
        this.wanted = wholeNanos;
        ShareState state = time.state();
        this.current = new View(state, wholeNanos, state.earnedNanos() - LONG_BEFORE);
    }

    /** The reading alone: what is full by now. */
    @Override
    public long nanoTime() {
        return read().fullNanos();
    }

    /** Reads the clock, and what goes with the reading. */
    Reading read() {
        while (true) {
            View view = view();
            long now = time.clock().nanoTime();
            if (time.isCurrent(view.state) && current == view) {
                return new Reading(view, now);
            }
        }
    }

    /**
     * Changes what a full bucket holds under the whole share, by the rules for a change of the share: nothing is gained at
     * once. For one thread at a time.
     */
    void entitle(long wholeNanos) {
        if (wanted != wholeNanos) {
            wanted = wholeNanos;
            time.renew();
            view();
        }
    }

    private View view() {
        while (true) {
            View view = current;
            ShareState state = time.state();
            if (view.state == state) {
                return view;
            }
            CURRENT.compareAndSet(this, view, view.under(state, wanted));
        }
    }

    private static long later(long nanos, long otherNanos) {
        return nanos - otherNanos > 0 ? nanos : otherNanos;
    }

    /** What a state makes of a quota. Immutable; compared by identity. */
    private static final class View {

        private final ShareState state;
        private final long wholeNanos;

        /** From changes of the quota. */
        private final long ownFloorNanos;

        private final long floorNanos;
        private final long capacityNanos;

        View(ShareState state, long wholeNanos, long ownFloorNanos) {
            this.state = state;
            this.wholeNanos = wholeNanos;
            this.ownFloorNanos = ownFloorNanos;
            this.capacityNanos = part(state.share().members(), 0);
            this.floorNanos = floor(0);
        }

        /** What full is at most, where no part of the limit is smaller than that. */
        private long floor(long leastNanos) {
            long floor = ownFloorNanos;
            for (@Nullable Growth growth = state.growth(); growth != null; growth = growth.earlier()) {
                floor = later(floor, growth.earnedNanos() - part(growth.membersBefore(), leastNanos));
            }
            return state.share().claimed()
                    ? floor
                    : later(floor, state.earnedNanos() - part(state.givenUp(), leastNanos));
        }

        /** The capacity where the limit is divided by so many, rounded down; 0 for a replica without a share. */
        private long part(int members, long leastNanos) {
            return members == 0 ? 0 : Math.max(wholeNanos / members, leastNanos);
        }

        View under(ShareState next, long wanted) {
            if (wanted == wholeNanos) {
                return new View(next, wholeNanos, ownFloorNanos);
            }
            // As the clock stood under the old quota. A replica that is leaving gives up the rest.
            long floor = next.share().claimed()
                    ? new View(next, wholeNanos, ownFloorNanos).fullAt(next.sinceNanos())
                    : next.earnedNanos();
            return new View(next, wanted, floor);
        }

        long fullAt(long now) {
            long earned = state.earnedAt(now);
            if (state.share().claimed()) {
                return later(floorNanos, earned - capacityNanos);
            }
            long left = earned - floorNanos;
            return earned - Math.max(left - (now - state.sinceNanos()), 0);
        }
    }

    /** One reading and what was true at its instant. */
    static final class Reading {

        /** Where waiting is longer than anybody waits; two of them still add up without overflow. */
        private static final long FOR_EVER = 1L << 62;

        private final View view;
        private final long nowNanos;
        private final long earnedNanos;
        private final long fullNanos;

        private Reading(View view, long nowNanos) {
            this.view = view;
            this.nowNanos = nowNanos;
            this.earnedNanos = view.state.earnedAt(nowNanos);
            this.fullNanos = view.fullAt(nowNanos);
        }

        /** The instant, by the clock of real time. */
        long nowNanos() {
            return nowNanos;
        }

        /** The TAT of a bucket that has just become full. */
        long fullNanos() {
            return fullNanos;
        }

        /** The TAT of an empty bucket. */
        long earnedNanos() {
            return earnedNanos;
        }

        /** What a bucket that is full holds now, at least 0; at most the capacity, except while a share is given up. */
        long roomNanos() {
            return earnedNanos - fullNanos;
        }

        /** What a bucket may hold under this share. */
        long capacityNanos() {
            return view.capacityNanos;
        }

        /** What a bucket may hold under the whole share, D. */
        long wholeNanos() {
            return view.wholeNanos;
        }

        /**
         * What has to be earned until a full bucket would hold that much if its capacity had never been less; 0 if it would
         * now. For more than a full bucket may hold under this share.
         */
        long missingTo(long nanos) {
            return view.state.share().claimed() ? Math.max(view.floor(nanos) + nanos - earnedNanos, 0) : nanos;
        }

        /** How long it takes to earn up to there, if the share stays, or, without one, as if it were had now; at least 1. */
        long untilEarned(long nanos) {
            Share share = view.state.share();
            long missing = nanos - earnedNanos;
            long elapsed = share.claimed() ? nowNanos - view.state.sinceNanos() : 0;
            return missing > FOR_EVER / share.members()
                    ? FOR_EVER
                    : missing * share.members() - elapsed % share.members();
        }
    }
}
