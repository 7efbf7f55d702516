package io.watertight.gateway.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt to connect: doubled each time up to a second, and half of it random, so that replicas do not come all at once. */
final class Backoff {

    private static final long FIRST_NANOS = Duration.ofMillis(50).toNanos();
    private static final long MOST_NANOS = Duration.ofSeconds(1).toNanos();

    private final RandomGenerator random;
    private long nextNanos = FIRST_NANOS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait this time, in nanoseconds. */
    long next() {
        long nanos = nextNanos;
        nextNanos = Math.min(2 * nanos, MOST_NANOS);
        return nanos / 2 + random.nextLong(nanos / 2 + 1);
    }

    /** The last attempt succeeded. */
    void reset() {
        nextNanos = FIRST_NANOS;
    }
}
