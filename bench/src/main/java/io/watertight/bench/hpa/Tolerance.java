package io.watertight.bench.hpa;

/**
 * How far a metric may be from its target before anything is done about it. Immutable.
 *
 * @param down part of the target, at least 0; 0.1 leaves a ratio of 0.9 alone
 * @param up part of the target, at least 0; 0.1 leaves a ratio of 1.1 alone
 */
public record Tolerance(double down, double up) {
    /** The default of the controller, both ways. */
    public static final Tolerance DEFAULT = new Tolerance(0.1, 0.1);

    /** @throws IllegalArgumentException if a part is negative or no number */
    public Tolerance {
        if (!(down >= 0 && up >= 0)) {
            throw new IllegalArgumentException("tolerance: " + down + ", " + up + " (expected: both >= 0)");
        }
    }

    /** Whether this ratio of usage to target is left alone. Both ends are. */
    boolean covers(double ratio) {
        return 1.0 - down <= ratio && ratio <= 1.0 + up;
    }
}
