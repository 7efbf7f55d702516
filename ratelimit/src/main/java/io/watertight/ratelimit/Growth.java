package io.watertight.ratelimit;

import org.jspecify.annotations.Nullable;

/**
 * The times a replica's share has grown, as far as they still matter, the latest first. What a bucket gains by a greater
 * share it gains over time: no bucket is fuller than it could have been under the share before, plus what was earned
 * since. A growth from a greater share than a later growth says nothing that the later one does not say, so at most one
 * is kept for each number of members there has been.
 *
 * @param earnedNanos virtual time earned when it happened
 * @param membersBefore what the limit was divided by until then; 0 if the replica had no share
 * @param earlier the one before, from a smaller share; null if there is none
 */
record Growth(long earnedNanos, int membersBefore, @Nullable Growth earlier) {

    /** Returns the growths with one more, the latest. */
    static Growth after(@Nullable Growth earlier, long earnedNanos, int membersBefore) {
        Growth kept = earlier;
        while (kept != null && isAtMost(membersBefore, kept.membersBefore)) {
            kept = kept.earlier;
        }
        return new Growth(earnedNanos, membersBefore, kept);
    }

    /** Returns whether the share one of so many is at most the other one; nobody is none. */
    private static boolean isAtMost(int members, int otherMembers) {
        return members == 0 || (otherMembers != 0 && members >= otherMembers);
    }
}
