package io.watertight.bench.proof;

/**
 * Those among whom a limit is shared became others, or another number of them has still to claim its share. Immutable.
 *
 * @param atNanos when, on the host's monotonic clock
 * @param settling whether from then on, until the next change, somebody counts as a member who has no share yet, however long it
 *     takes to start
 */
record MembershipChange(long atNanos, boolean settling) {}
