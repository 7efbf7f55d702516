package io.watertight.bench.compare;

import java.util.Arrays;

/**
 * The median of some rounds, and what they lay between. Immutable.
 *
 * @param median the middle one; of an even number, the mean of the two in the middle
 * @param least the lowest round
 * @param greatest the highest round
 * @param rounds how many there were, at least one
 */
public record Spread(double median, double least, double greatest, int rounds) {
    /** @throws IllegalArgumentException if there is no value */
    static Spread of(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values: none (expected: at least one)");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[0], sorted[n - 1], n);
    }
}
