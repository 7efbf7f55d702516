package io.watertight.ratelimit;

/** What becomes of requests where a replica's share of the burst is smaller than one of them. */
public enum BelowFloor {
    /** A full bucket has room for one such request, and owes what is missing, by which in sum the burst is exceeded. */
    FLOOR,
    /** They are not decided: the burst holds, and nobody passes until there are fewer members. */
    REFUSE
}
