package io.watertight.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * A share, since when it is held, and what was before it that still matters: all of {@link VirtualTime} at one instant.
 * Immutable; compared by identity.
 */
final class ShareState {

    private final Share share;
    private final long inForceSinceNanos;
    private final long sinceNanos;
    private final long earnedNanos;
    private final int givenUp;
    private final @Nullable Growth growth;
    private final @Nullable Share next;

    private ShareState(
            Share share,
            long inForceSinceNanos,
            long sinceNanos,
            long earnedNanos,
            int givenUp,
            @Nullable Growth growth,
            @Nullable Share next) {
        this.share = share;
        this.inForceSinceNanos = inForceSinceNanos;
        this.sinceNanos = sinceNanos;
        this.earnedNanos = earnedNanos;
        this.givenUp = givenUp;
        this.growth = growth;
        this.next = next;
    }

    /** The first state: earned time counts from the clock's reading, so that with the whole share it is the clock's. */
    static ShareState first(Share share, long nowNanos) {
        return new ShareState(share, nowNanos, nowNanos, nowNanos, 0, null, null);
    }

    Share share() {
        return share;
    }

    /** The reading of the clock at which this share came in force, in this state or one before it. */
    long inForceSinceNanos() {
        return inForceSinceNanos;
    }

    /** The reading of the clock from which on this state earns or, without a share, what is left ends. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** What had been earned when this state began. */
    long earnedNanos() {
        return earnedNanos;
    }

    /** By how many the share was divided that has been given up; 0 if this is a share, or there was none before. */
    int givenUp() {
        return givenUp;
    }

    /** The growths up to this state; null if there was none. */
    @Nullable
    Growth growth() {
        return growth;
    }

    /** The integral of the share up to that instant, which is not before this state; rounded down. */
    long earnedAt(long nowNanos) {
        if (!share.claimed()) {
            return earnedNanos;
        }
        long elapsed = nowNanos - sinceNanos;
        return earnedNanos + (share.members() == 1 ? elapsed : elapsed / share.members());
    }

    /** The share that is about to follow, by the next reading of the clock; null if none is. */
    @Nullable
    Share next() {
        return next;
    }

    /** This state about to end. */
    ShareState endingIn(Share following) {
        return new ShareState(share, inForceSinceNanos, sinceNanos, earnedNanos, givenUp, growth, following);
    }

    /** The state that follows at that instant. */
    ShareState followedBy(Share following, long nowNanos) {
        long earned = earnedAt(nowNanos);
        long inForceSince = following.equals(share) ? inForceSinceNanos : nowNanos;
        if (!following.claimed()) {
            return share.claimed()
                    ? new ShareState(following, inForceSince, nowNanos, earned, share.members(), growth, null)
                    : new ShareState(following, inForceSince, sinceNanos, earned, givenUp, growth, null);
        }
        Growth grown = growth;
        if (!share.claimed()) {
            grown = Growth.after(growth, earned, 0);
        } else if (following.members() < share.members()) {
            grown = Growth.after(growth, earned, share.members());
        }
        return new ShareState(following, inForceSince, nowNanos, earned, 0, grown, null);
    }
}
