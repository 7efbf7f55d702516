package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.compare.Comparison.LoadRound;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatioTest {
    @Test
    void whatDisturbsAWholeRoundDoesNotShowInTheRatio() {
        // Given
        double[] mine = {5, 10, 5};
        double[] reference = {10, 20, 10};

        // When
        Ratio ratio = Ratio.of(mine, reference);

        // Then
        assertThat(ratio.spread()).isEqualTo(new Spread(0.5, 0.5, 0.5, 3));
        assertThat(ratio.isWithinNoise()).isFalse();
        assertThat(ratio.text()).isEqualTo("0.50");
    }

    @Test
    void roundsOnBothSidesOfOneAreWithinNoise() {
        assertThat(Ratio.of(new double[] {8, 9, 11}, new double[] {10, 10, 10}).text())
                .isEqualTo("0.90 (within noise)");
    }

    @Test
    void aMedianWithinThreePercentIsWithinNoiseEvenIfAllRoundsAgree() {
        assertThat(Ratio.of(new double[] {97.5, 97.5, 97.5}, new double[] {100, 100, 100})
                        .isWithinNoise())
                .isTrue();
        assertThat(Ratio.of(new double[] {96.5, 96.5, 96.5}, new double[] {100, 100, 100})
                        .isWithinNoise())
                .isFalse();
    }

    @Test
    void twoRoundsTellNothing() {
        assertThat(Ratio.of(new double[] {1, 1}, new double[] {10, 10}).text()).isEqualTo("0.10 (too few rounds)");
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(new double[] {4, 1, 3, 100})).isEqualTo(new Spread(3.5, 1, 100, 4));
    }

    @Test
    void roundsThatWereNotMeasuredTogetherAreNotDivided() {
        assertThatThrownBy(() -> Ratio.of(new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rounds: 1 (expected: as many as of the reference, 2)");
    }

    @Test
    void roundsAreDividedByTheSameRoundOfTheReference() {
        List<LoadRound> mine = List.of(round("a", 0, 10), round("a", 2, 30));
        List<LoadRound> reference = List.of(round("b", 1, 1), round("b", 2, 60));

        assertThat(Rounds.ratio(mine, reference, LoadRound::round, LoadRound::cpuNanos))
                .contains(Ratio.of(new double[] {30}, new double[] {60}));
        assertThat(Rounds.ratio(mine.subList(0, 1), reference, LoadRound::round, LoadRound::cpuNanos))
                .isEmpty();
    }

    private static LoadRound round(String peer, int number, long cpuNanos) {
        return new LoadRound(peer, Rung.PLAIN, 1, number, 1, 0, 0, 1, cpuNanos, 0, 0, 0, false);
    }

    @Test
    void eachRoundBeginsWithAnotherContestant() {
        assertThat(Rounds.inOrder(0, List.of("a", "b", "c"))).containsExactly("a", "b", "c");
        assertThat(Rounds.inOrder(1, List.of("a", "b", "c"))).containsExactly("b", "c", "a");
        assertThat(Rounds.inOrder(3, List.of("a", "b", "c"))).containsExactly("a", "b", "c");
    }
}
