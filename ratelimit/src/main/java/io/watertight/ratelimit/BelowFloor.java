package io.watertight.ratelimit;

/** What becomes of requests where a replica's share of the burst is smaller than one of them. */
public enum BelowFloor {
    /** Each replica has room for one such request at a time, so in sum the burst is exceeded by what is missing to that. */
    FLOOR,
    /** They are not decided: the burst holds, and nobody passes until there are fewer members. */
    REFUSE
}
