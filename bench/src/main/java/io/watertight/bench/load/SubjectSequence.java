package io.watertight.bench.load;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The subjects of one stream, in the order they are asked for; the same seed gives the same order. Not thread-safe. */
@FunctionalInterface
interface SubjectSequence {
    long next();

    static SubjectSequence of(SubjectMode mode, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        return switch (mode) {
            case SubjectMode.Fixed() -> () -> 0;
            case SubjectMode.PoolUniform(long size) -> () -> random.nextLong(size);
            case SubjectMode.PoolZipf(long size, double exponent) -> {
                ZipfSampler ranks = new ZipfSampler(size, exponent);
                yield () -> ranks.sample(random) - 1;
            }
            case SubjectMode.Rolling() -> revisiting(0, random);
            case SubjectMode.RollingWithRevisit(double probability) -> revisiting(probability, random);
        };
    }

    private static SubjectSequence revisiting(double probability, RandomGenerator random) {
        return new SubjectSequence() {
            private long seen;

            @Override
            public long next() {
                boolean revisit = probability > 0 && seen > 0 && random.nextDouble() < probability;
                return revisit ? random.nextLong(seen) : seen++;
            }
        };
    }
}
