package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TheilSenTest {

    @Test
    void aLineHasItsSlopeAndNoDoubt() {
        // Given
        double[] x = {1, 2, 3, 4, 5, 6};
        double[] y = {5, 7, 9, 11, 13, 15};

        // When
        TheilSen fit = TheilSen.fit(x, y).orElseThrow();

        // Then
        assertThat(fit).isEqualTo(new TheilSen(2, 2, 2));
    }

    @Test
    void oneWildPointDoesNotMoveTheSlope() {
        // Given
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {2, 4, 6, 8_000, 10, 12, 14, 16};

        // When
        TheilSen fit = TheilSen.fit(x, y).orElseThrow();

        // Then
        assertThat(fit.slope()).isEqualTo(2);
    }

    @Test
    void theIntervalCoversTheTrueSlopeNineteenTimesInTwenty() {
        // Given
        Random random = new Random(20261122);
        int trials = 4_000;

        // When
        long covered = IntStream.range(0, trials)
                .filter(trial -> {
                    double[] x = IntStream.range(0, 10).asDoubleStream().toArray();
                    double[] y = IntStream.range(0, 10)
                            .mapToDouble(i -> 3 * i + random.nextGaussian())
                            .toArray();
                    TheilSen fit = TheilSen.fit(x, y).orElseThrow();
                    return fit.lower() <= 3 && 3 <= fit.upper();
                })
                .count();

        // Then
        assertThat(covered / (double) trials).isBetween(0.94, 0.985);
    }

    @Test
    void fourPointsAreTooFewForAnInterval() {
        // Given
        double[] column = {1, 2, 3, 4};

        // When
        boolean fitted = TheilSen.fit(column, column).isPresent();

        // Then
        assertThat(fitted).isFalse();
    }

    @Test
    void pointsThatShareOneXHaveNoSlope() {
        // Given
        double[] x = {1, 1, 1, 1, 1, 1};
        double[] y = {1, 2, 3, 4, 5, 6};

        // When
        boolean fitted = TheilSen.fit(x, y).isPresent();

        // Then
        assertThat(fitted).isFalse();
    }
}
