package io.watertight.bench.kubernetes;

/**
 * When load was on, as the ledgers tell it: from the last turn before anything was decided to the last turn in which something
 * was. Not thread-safe.
 */
final class LoadPhase {
    private long decided = -1;
    private long quietSinceNanos;
    private long startNanos;
    private long endNanos;
    private boolean began;
    private boolean sawQuietBefore;

    LoadPhase(long nowNanos) {
        quietSinceNanos = nowNanos;
        startNanos = nowNanos;
        endNanos = nowNanos;
    }

    /** After a turn. */
    void turn(long decidedInAll, long nowNanos) {
        boolean first = decided < 0;
        boolean grew = !first && decidedInAll > decided;
        if (grew) {
            if (!began) {
                began = true;
                startNanos = quietSinceNanos;
            }
            endNanos = nowNanos;
        } else if (!began) {
            sawQuietBefore |= !first;
            quietSinceNanos = nowNanos;
        }
        decided = decidedInAll;
    }

    /** Whether anything has been decided since the watch began. */
    boolean began() {
        return began;
    }

    /** Whether it was seen that there was no load before it began: only then do the ledgers hold all of it. */
    boolean isWhole() {
        return sawQuietBefore;
    }

    long startNanos() {
        return startNanos;
    }

    long endNanos() {
        return Math.max(startNanos, endNanos);
    }
}
