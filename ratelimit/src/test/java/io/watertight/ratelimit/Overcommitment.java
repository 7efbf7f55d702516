package io.watertight.ratelimit;

import java.util.List;

/**
 * By how much shares have added up to more than one, and what that is worth at most: the part of a burst that was out at
 * once above one burst, and what was earned above the rate since. In nanoseconds of the whole rate, rounded up.
 */
final class Overcommitment {

    /** Divisible by every number of members there is here. */
    private static final long PARTS = 27_720;

    private final long capacityNanos;
    private long sinceNanos;
    private long excessParts;
    private long mostParts;
    private long integralParts;

    Overcommitment(long capacityNanos, long nowNanos) {
        this.capacityNanos = capacityNanos;
        this.sinceNanos = nowNanos;
    }

    /** Takes note of all shares in force from that instant on. */
    void note(long nowNanos, List<Share> shares) {
        integralParts = integralParts(nowNanos);
        sinceNanos = nowNanos;
        long parts = shares.stream()
                .filter(Share::claimed)
                .mapToLong(share -> PARTS / share.members())
                .sum();
        excessParts = Math.max(parts - PARTS, 0);
        mostParts = Math.max(mostParts, excessParts);
    }

    boolean everHappened() {
        return mostParts > 0;
    }

    long nanos(long nowNanos) {
        return Math.ceilDiv(mostParts * capacityNanos + integralParts(nowNanos), PARTS);
    }

    private long integralParts(long nowNanos) {
        return integralParts + excessParts * (nowNanos - sinceNanos);
    }
}
