package io.watertight.bench.load;

import java.util.List;
import java.util.Optional;

/** On whose behalf the requests of a stream are sent. Subjects are numbered from 0. */
public sealed interface SubjectMode {
    /** The most subjects a pool may have: which of them were used is remembered exactly, one bit each. */
    long MAX_POOL = 100_000_000;

    /** How a mode is written. */
    String SYNTAX = "rolling, fixed, pool-uniform:N, pool-zipf:N[:EXPONENT], rolling-with-revisit:P";

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

    /**
     * The mode that is written as {@link #SYNTAX} says.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static SubjectMode parse(String text) {
        List<String> parts = List.of(text.split(":", -1));
        Optional<SubjectMode> mode;
        try {
            mode = switch (parts.getFirst() + "/" + (parts.size() - 1)) {
                case "rolling/0" -> Optional.of(new Rolling());
                case "fixed/0" -> Optional.of(new Fixed());
                case "pool-uniform/1" -> Optional.of(new PoolUniform(Long.parseLong(parts.get(1))));
                case "pool-zipf/1" -> Optional.of(new PoolZipf(Long.parseLong(parts.get(1)), 1));
                case "pool-zipf/2" ->
                    Optional.of(new PoolZipf(Long.parseLong(parts.get(1)), Double.parseDouble(parts.get(2))));
                case "rolling-with-revisit/1" -> Optional.of(new RollingWithRevisit(Double.parseDouble(parts.get(1))));
                default -> Optional.empty();
            };
        } catch (NumberFormatException noNumber) {
            mode = Optional.empty();
        } catch (IllegalArgumentException outOfRange) {
            throw new IllegalArgumentException("'" + text + "': " + outOfRange.getMessage(), outOfRange);
        }
        return mode.orElseThrow(() -> new IllegalArgumentException("'" + text + "' (expected: " + SYNTAX + ")"));
    }

    private static void requirePool(long size) {
        if (size < 1 || size > MAX_POOL) {
            throw new IllegalArgumentException("pool: " + size + " (expected: 1.." + MAX_POOL + ")");
        }
    }
}
