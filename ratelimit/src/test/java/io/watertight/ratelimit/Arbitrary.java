package io.watertight.ratelimit;

import java.time.Duration;
import java.util.SplittableRandom;

/** Random inputs, leaning towards the edges. */
final class Arbitrary {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private Arbitrary() {}

    /** From one permit in two years to one per nanosecond, bursts from one. */
    static Quota quota(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Quota(1, Duration.ofDays(730), random.nextLong(1, 4));
            case 1 -> new Quota(1_000_000_000, Duration.ofSeconds(1), random.nextLong(1, 1_000_000));
            case 2 -> new Quota(random.nextLong(1, 1000), Duration.ofNanos(random.nextLong(1000, 1_000_000)), 1);
            default -> everyday(random);
        };
    }

    /** What people configure: up to a thousand permits per up to a minute, in periods that do not divide evenly. */
    static Quota everyday(SplittableRandom random) {
        Duration period = Duration.ofNanos(random.nextLong(1_000_000, 60_000_000_000L));
        return new Quota(random.nextLong(1, 1000), period, random.nextLong(1, 30));
    }

    /** A cost that fits the quota, more often a small one. */
    static long cost(SplittableRandom random, Quota quota) {
        return random.nextInt(4) == 0 ? random.nextLong(1, quota.burst() + 1) : 1;
    }

    /** How long nothing happens: often not at all, around T, around D, or for hours. */
    static long pause(SplittableRandom random, Quota quota) {
        long interval = quota.emissionIntervalNanos();
        long full = quota.timeToFullNanos();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> 0;
            case 3 -> 1;
            case 4 -> interval - random.nextLong(0, 2);
            case 5, 6 -> random.nextLong(0, interval + 1);
            case 7 -> random.nextLong(0, full + 1);
            case 8 -> full + random.nextLong(-1, 2);
            default -> random.nextLong(0, HOUR);
        };
    }

    /** A reading to start from: zero, below zero and about to cross it, anything. */
    static long origin(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> -random.nextLong(1, HOUR);
            case 2 -> Long.MIN_VALUE / 2 + random.nextLong(0, HOUR);
            default -> random.nextLong(Long.MAX_VALUE / 4);
        };
    }

    static SubjectKey subject(SplittableRandom random) {
        return new SubjectKey(random.nextLong(), random.nextLong());
    }
}
