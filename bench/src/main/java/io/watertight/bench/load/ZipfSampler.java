package io.watertight.bench.load;

import java.util.random.RandomGenerator;

/**
 * Ranks 1..n with probabilities proportional to {@code 1/k^s}, in constant time and without a table.
 *
 * <p>Rejection-inversion: the sum over ranks is replaced by an integral that can be inverted, and the little that the
 * integral has too much is rejected. W. Hoermann, G. Derflinger, "Rejection-inversion to generate variates from monotone
 * discrete distributions", ACM TOMACS 6 (1996). Immutable.
 */
final class ZipfSampler {
    private final long ranks;
    private final double exponent;
    private final double areaBelowFirst;
    private final double areaBelowLast;
    private final double alwaysAccepted;

    ZipfSampler(long ranks, double exponent) {
        this.ranks = ranks;
        this.exponent = exponent;
        areaBelowFirst = area(1.5) - 1;
        areaBelowLast = area(ranks + 0.5);
        alwaysAccepted = 2 - inverseArea(area(2.5) - density(2));
    }

    long sample(RandomGenerator random) {
        while (true) {
            double area = areaBelowLast + random.nextDouble() * (areaBelowFirst - areaBelowLast);
            double x = inverseArea(area);
            long rank = Math.clamp(Math.round(x), 1, ranks);
            if (rank - x <= alwaysAccepted || area >= area(rank + 0.5) - density((double) rank)) {
                return rank;
            }
        }
    }

    private double density(double x) {
        return Math.exp(-exponent * Math.log(x));
    }

    /** The integral of the density from 1 to x: {@code (x^(1-s) - 1) / (1 - s)}, and {@code log x} where s is 1. */
    private double area(double x) {
        double logX = Math.log(x);
        double power = (1 - exponent) * logX;
        return logX * (Math.abs(power) < 1e-8 ? 1 + power / 2 : Math.expm1(power) / power);
    }

    private double inverseArea(double area) {
        double t = Math.max(-1, area * (1 - exponent));
        return Math.exp(area * (Math.abs(t) < 1e-8 ? 1 - t / 2 : Math.log1p(t) / t));
    }
}
