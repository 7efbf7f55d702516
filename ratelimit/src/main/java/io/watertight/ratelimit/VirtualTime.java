package io.watertight.ratelimit;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The time that a replica earns by its share of the limits: it runs at the share's part of real time, and stands still
 * without a share. All limiters of a process earn by the same one. Safe for use by many threads, and lock-free.
 */
public final class VirtualTime {

    /*
     * What a reader computes from a state and a reading of the clock counts only if the state was still in force after the
     * clock had been read. A change first marks the state as ending, and only then is the clock read for the instant of
     * the change: by whoever comes first, the one who wants the change or a reader who finds the mark. So every
     * instant that was combined with the old state is at or before the change, and what goes by this time never goes
     * back.
     */

    private static final AtomicReferenceFieldUpdater<VirtualTime, ShareState> CURRENT =
            AtomicReferenceFieldUpdater.newUpdater(VirtualTime.class, ShareState.class, "current");

    private final NanoClock clock;
    private volatile ShareState current;

    /**
     * Begins with a share. If that is not nothing, buckets begin full, so it is for replicas that are the first to
     * enforce the limit; all others begin without a share.
     *
     * @param clock the clock of the process
     * @param share the first share
     */
    public VirtualTime(NanoClock clock, Share share) {
        this.clock = clock;
        this.current = ShareState.first(share, clock.nanoTime());
    }

    /** Returns the clock of real time. */
    public NanoClock clock() {
        return clock;
    }

    /** Returns the share in force. */
    public Share share() {
        return state().share();
    }

    /**
     * Puts another share in force, at this instant and for all buckets. A smaller one cuts what buckets hold down to it; a
     * greater one lets them fill up to it over time; without one nothing is earned, and what is not used ends.
     *
     * @return since when it is in force, by the clock of real time; if others set one at once, since when the latest is
     */
    public long set(Share share) {
        ShareState state = state();
        return (state.share().equals(share) ? state : change(share)).inForceSinceNanos();
    }

    /** Begins another state with the same share, so that whoever depends on the state takes note. */
    void renew() {
        ShareState before;
        do {
            before = state();
        } while (!end(before, before.share()));
        state();
    }

    private ShareState change(Share share) {
        ShareState before;
        do {
            before = state();
        } while (!end(before, share));
        return state();
    }

    /** Has the state end in that share, and returns true, if it is still in force. */
    private boolean end(ShareState before, Share share) {
        return CURRENT.compareAndSet(this, before, before.endingIn(share));
    }

    /** The state in force. */
    ShareState state() {
        while (true) {
            ShareState state = current;
            Share next = state.next();
            if (next == null) {
                return state;
            }
            CURRENT.compareAndSet(this, state, state.followedBy(next, clock.nanoTime()));
        }
    }

    /** Returns whether this very state is in force and no other is about to be. */
    @SuppressWarnings("ReferenceEquality")
    boolean isCurrent(ShareState state) {
        return current == state;
    }
}
