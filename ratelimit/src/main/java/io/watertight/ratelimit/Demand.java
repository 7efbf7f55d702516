package io.watertight.ratelimit;

/**
 * How many units a subject asks for within a window that ends now: the window that is under way, and of the one before as
 * much as is still within reach. Confined to whoever holds the lock of the subject's leases.
 */
final class Demand {

    private final long windowNanos;
    private long startedAt;
    private long current;
    private long previous;

    /**
     * Knows of nothing yet.
     *
     * @param windowNanos at least 1
     */
    Demand(long windowNanos, long now) {
        this.windowNanos = windowNanos;
        this.startedAt = now;
    }

    void add(long units, long now) {
        roll(now);
        current += units;
    }

    long units(long now) {
        roll(now);
        long left = windowNanos - Math.max(now - startedAt, 0);
        return current + (long) ((double) previous * left / windowNanos);
    }

    private void roll(long now) {
        long elapsed = now - startedAt;
        if (elapsed >= 2 * windowNanos) {
            previous = 0;
            current = 0;
            startedAt = now;
        } else if (elapsed >= windowNanos) {
            previous = current;
            current = 0;
            startedAt += windowNanos;
        }
    }
}
