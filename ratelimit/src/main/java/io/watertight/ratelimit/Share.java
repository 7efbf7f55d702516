package io.watertight.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * A replica's part of every limit: one of as many equal parts as there are members, or nothing.
 *
 * @param members how many replicas the limit is divided by; at least 1
 * @param claimed whether this replica has its part; false while it is joining, and once it is leaving
 */
public record Share(int members, boolean claimed) {

    /** All of it, as for a replica that is alone. */
    public static final Share WHOLE = oneOf(1);

    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if there is not at least one member
     */
    public Share {
        if (members < 1) {
            throw new IllegalArgumentException("members: " + members + " (expected: >= 1)");
        }
    }

    /** Returns one of so many equal parts. */
    public static Share oneOf(int members) {
        return new Share(members, true);
    }

    /** Returns no part of what so many members have. */
    public static Share none(int members) {
        return new Share(members, false);
    }

    /** Returns the part as a number, from 0 to 1. */
    public double value() {
        return claimed ? 1.0 / members : 0;
    }

    // Written out, since those that a record comes with are put together from method handles when they are first
    // called, which every start would wait for.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Share share && members == share.members && claimed == share.claimed;
    }

    @Override
    public int hashCode() {
        return claimed ? members : -members;
    }
}
