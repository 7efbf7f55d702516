package io.watertight.bench.compare;

import java.util.Locale;

/**
 * One contestant's figure by another's, round by round, so that what disturbed a whole round is in both. Immutable.
 *
 * @param spread of the ratios of the rounds
 */
public record Ratio(Spread spread) {
    /** What two runs of the very same program differ by. */
    private static final double NOISE = 0.03;

    private static final int MIN_ROUNDS = 3;

    /**
     * Round by round.
     *
     * @throws IllegalArgumentException if they differ in length
     */
    static Ratio of(double[] mine, double[] reference) {
        if (mine.length != reference.length) {
            throw new IllegalArgumentException(
                    "rounds: " + mine.length + " (expected: as many as of the reference, " + reference.length + ")");
        }
        double[] ratios = new double[mine.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = mine[i] / reference[i];
        }
        return new Ratio(Spread.of(ratios));
    }

    /**
     * Whether no difference can be told: fewer than three rounds, or rounds on both sides of 1, or a median within 3 % of 1.
     */
    public boolean isWithinNoise() {
        return spread.rounds() < MIN_ROUNDS
                || (spread.least() <= 1 && spread.greatest() >= 1)
                || Math.abs(spread.median() - 1) <= NOISE;
    }

    /** {@code 0.52}, {@code 1.01 (within noise)}, or with fewer than three rounds {@code 0.52 (too few rounds)}. */
    String text() {
        String ratio = String.format(Locale.ROOT, "%.2f", spread.median());
        if (spread.rounds() < MIN_ROUNDS) {
            return ratio + " (too few rounds)";
        }
        return ratio + (isWithinNoise() ? " (within noise)" : "");
    }
}
