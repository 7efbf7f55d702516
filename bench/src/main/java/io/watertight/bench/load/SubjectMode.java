package io.watertight.bench.load;

/** On whose behalf the requests of a stream are sent. Subjects are numbered from 0. */
public sealed interface SubjectMode {
    /** The most subjects a pool may have: which of them were used is remembered exactly, one bit each. */
    long MAX_POOL = 100_000_000;

    /** Always the same one. */
    record Fixed() implements SubjectMode {}

    /**
     * Any of a pool, all equally often.
     *
     * @param size 1..{@value SubjectMode#MAX_POOL}
     */
    record PoolUniform(long size) implements SubjectMode {
        public PoolUniform {
            requirePool(size);
        }
    }

    /**
     * Any of a pool, number k with a probability proportional to {@code 1/(k+1)^exponent}.
     *
     * @param size 1..{@value SubjectMode#MAX_POOL}
     * @param exponent above 0, at most 10
     */
    record PoolZipf(long size, double exponent) implements SubjectMode {
        public PoolZipf {
            requirePool(size);
            if (!(exponent > 0 && exponent <= 10)) {
                throw new IllegalArgumentException("exponent: " + exponent + " (expected: above 0, at most 10)");
            }
        }
    }

    /** Each one never seen before. */
    record Rolling() implements SubjectMode {}

    /**
     * With the given probability any that was seen before, all equally often; else one never seen before.
     *
     * @param probability 0..1
     */
    record RollingWithRevisit(double probability) implements SubjectMode {
        public RollingWithRevisit {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("probability: " + probability + " (expected: 0..1)");
            }
        }
    }

    private static void requirePool(long size) {
        if (size < 1 || size > MAX_POOL) {
            throw new IllegalArgumentException("pool: " + size + " (expected: 1.." + MAX_POOL + ")");
        }
    }
}
