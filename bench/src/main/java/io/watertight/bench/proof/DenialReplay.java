package io.watertight.bench.proof;

/**
 * Replays one subject's decisions and asks of each denial whether it was inevitable.
 *
 * <p>Event loops read the clock first and reach the bucket later, so two decisions that lie closer together than the
 * reorder tolerance may have been charged in either order. The replay gives the replica that doubt, and no more: it uses
 * the highest TAT that any such order can lead to. An admission may have been charged at the instant of any that follows
 * within the tolerance; a denial may have come after any admission that follows within it. Where decisions lie further
 * apart, that TAT is the exact one. Reusable, not thread-safe.
 */
final class DenialReplay {
    private final SubjectTimelines timelines;
    private final Oracle oracle;
    private final long reorderNanos;

    private long highestTat;
    private int nextToCharge;
    private int nextToSee;
    private long latestSeenNanos;
    private int end;

    DenialReplay(SubjectTimelines timelines, Oracle oracle, long reorderNanos) {
        this.timelines = timelines;
        this.oracle = oracle;
        this.reorderNanos = reorderNanos;
    }

    /** Asks the visitor about every denial of the subject that no order of its requests explains. */
    void findFalseDenials(int subject, FalseDenial visitor) {
        highestTat = Oracle.RESTED;
        latestSeenNanos = Long.MIN_VALUE;
        nextToCharge = timelines.from(subject);
        nextToSee = nextToCharge;
        end = timelines.to(subject);
        for (int i = timelines.from(subject); i < end; i++) {
            if (!timelines.admitted(i)) {
                long now = timelines.atNanos(i);
                chargeAllUntil(now + reorderNanos);
                long excessNanos = oracle.excessNanos(highestTat, now);
                if (excessNanos <= 0) {
                    visitor.found(subject, now, -excessNanos);
                }
            }
        }
    }

    private void chargeAllUntil(long instantNanos) {
        while (nextToCharge < end && timelines.atNanos(nextToCharge) <= instantNanos) {
            if (timelines.admitted(nextToCharge)) {
                highestTat = oracle.admit(highestTat, latestUntil(timelines.atNanos(nextToCharge) + reorderNanos));
            }
            nextToCharge++;
        }
    }

    private long latestUntil(long instantNanos) {
        while (nextToSee < end && timelines.atNanos(nextToSee) <= instantNanos) {
            if (timelines.admitted(nextToSee)) {
                latestSeenNanos = timelines.atNanos(nextToSee);
            }
            nextToSee++;
        }
        return latestSeenNanos;
    }

    /** Told of a denial where an exact limiter would have admitted. */
    @FunctionalInterface
    interface FalseDenial {
        /**
         * Called once for each.
         *
         * @param headroomNanos by how much the subject was within its limit; at least 0
         */
        void found(int subject, long deniedAtNanos, long headroomNanos);
    }
}
