package io.watertight.ratelimit;

/**
 * What share a replica has, by what it reads of who the members are. Pure: it has no clock and reads nothing itself. Not
 * safe for use by many threads.
 *
 * <p>The shares in force add up to at most 1, as long as every replica reads the members at least twice in each period and
 * gets an answer within half of one. For then the reading that a share rests on is never older than a period; and a
 * replica claims a share only after it has been among the members for a whole period, and has none any more when it leaves
 * them. So everybody who has a share is in every reading that a share rests on, and each of them, being one of n, has
 * 1/n at most.
 *
 * <p>A source that does not answer, or knows of no member at all, changes nothing: the number of members is frozen. What
 * others do meanwhile is not seen, and that is the only way in which shares can add up to more.
 */
public final class Membership {

    private enum State {
        OUTSIDE,
        JOINING,
        MEMBER,
        LEAVING
    }

    private final long periodNanos;
    private State state;
    private Share share;
    private long joiningSinceNanos;
    private long readNanos;
    private boolean everRead;

    /**
     * Begins with the share that the replica has.
     *
     * @param periodNanos the membership period, in nanoseconds; at least 2
     * @param share none for a replica that joins; what it has held until now for one that has served before
     */
    public Membership(long periodNanos, Share share) {
        this.periodNanos = periodNanos;
        this.share = share;
        this.state = share.claimed() ? State.MEMBER : State.OUTSIDE;
    }

    /**
     * Takes a reading of the source.
     *
     * @param members how many there are, each counted once
     * @param selfAmong whether this replica is one of them
     * @param askedNanos when the source was asked
     * @param nowNanos the present reading of the same clock
     */
    public void onMembers(int members, boolean selfAmong, long askedNanos, long nowNanos) {
        if (members == 0 || nowNanos - askedNanos > periodNanos / 2) {
            return;
        }
        everRead = true;
        readNanos = askedNanos;
        if (state == State.LEAVING) {
            return;
        }
        if (!selfAmong) {
            state = State.OUTSIDE;
        } else if (state == State.OUTSIDE) {
            state = State.JOINING;
            joiningSinceNanos = nowNanos;
        } else if (state == State.JOINING && nowNanos - joiningSinceNanos >= periodNanos) {
            state = State.MEMBER;
        }
        share = new Share(members, state == State.MEMBER);
    }

    /** Gives the share up, for good: the replica is leaving. */
    public void leave() {
        state = State.LEAVING;
        share = Share.none(share.members());
    }

    /** Returns the share in force. */
    public Share share() {
        return share;
    }

    /** Returns whether the reading that the share rests on is older than a period, or there is none. */
    public boolean isFrozen(long nowNanos) {
        return !everRead || nowNanos - readNanos > periodNanos;
    }

    /** Returns why this replica has no share, in words for its operator; empty if it has one. */
    public String obstacle() {
        return switch (state) {
            case MEMBER -> "";
            case LEAVING -> "leaving";
            case JOINING -> "joining: the share is claimed after one membership period";
            case OUTSIDE ->
                everRead ? "not among the members of the limits" : "the members of the limits are not known yet";
        };
    }
}
