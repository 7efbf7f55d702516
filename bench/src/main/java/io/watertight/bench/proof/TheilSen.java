package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.Optional;

/**
 * The Theil-Sen estimate of a slope: the median of the slopes of all pairs of points, with a distribution-free 95 %
 * confidence interval (P. K. Sen, 1968, from Kendall's statistic). A fifth of the points may be anything without moving
 * it far, which least squares cannot say. Immutable.
 *
 * @param slope the median
 * @param lower the lower end of the interval
 * @param upper the upper end of the interval
 */
public record TheilSen(double slope, double lower, double upper) {
    private static final double NORMAL_QUANTILE_975 = 1.959964;
    private static final int MIN_POINTS = 5;

    /**
     * Fits points given as two columns of one length. Pairs with the same x have no slope and are left out.
     *
     * @return empty with fewer than five points, or where too few pairs differ in x for an interval
     */
    public static Optional<TheilSen> fit(double[] x, double[] y) {
        int n = x.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int pairs = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (x[i] != x[j]) {
                    slopes[pairs++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        double spread = NORMAL_QUANTILE_975 * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        int lowest = (int) Math.floor((pairs - spread) / 2) - 1;
        if (n < MIN_POINTS || lowest < 0) {
            return Optional.empty();
        }
        Arrays.sort(slopes, 0, pairs);
        double median = (slopes[(pairs - 1) / 2] + slopes[pairs / 2]) / 2;
        return Optional.of(new TheilSen(median, slopes[lowest], slopes[pairs - 1 - lowest]));
    }
}
