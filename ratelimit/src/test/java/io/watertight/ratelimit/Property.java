package io.watertight.ratelimit;

import java.util.SplittableRandom;

/**
 * Checks a property against random inputs. Each run has a seed of its own; a failure names it, and
 * {@code -Dwatertight.seed=N} repeats that run alone.
 */
final class Property {

    private static final String SEED = "watertight.seed";

    private Property() {}

    /** What has to hold, for whatever the random numbers make of it. */
    @FunctionalInterface
    interface Body {
        void check(SplittableRandom random) throws Exception;
    }

    static void holds(int runs, Body body) {
        Long repeated = Long.getLong(SEED);
        if (repeated != null) {
            holdsFor(repeated, body);
            return;
        }
        SplittableRandom seeds = new SplittableRandom();
        for (int run = 0; run < runs; run++) {
            holdsFor(seeds.nextLong(), body);
        }
    }

    private static void holdsFor(long seed, Body body) {
        try {
            body.check(new SplittableRandom(seed));
        } catch (Exception | AssertionError e) {
            throw new AssertionError("does not hold for -D" + SEED + "=" + seed + ": " + e.getMessage(), e);
        }
    }
}
