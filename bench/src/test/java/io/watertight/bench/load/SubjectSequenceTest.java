package io.watertight.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectSequenceTest {
    @Test
    void fixedIsAlwaysTheSame() {
        assertThat(first(1000, new SubjectMode.Fixed(), 1)).containsOnly(0);
    }

    @Test
    void rollingNeverRepeatsAndLeavesNoneOut() {
        assertThat(first(100_000, new SubjectMode.Rolling(), 1))
                .isEqualTo(LongStream.range(0, 100_000).toArray());
    }

    @Test
    void revisitsAreAsFrequentAsAskedForAndOnlyOfWhatWasSeen() {
        long[] subjects = first(100_000, new SubjectMode.RollingWithRevisit(0.3), 1);

        long fresh = 0;
        for (long subject : subjects) {
            assertThat(subject).isBetween(0L, fresh);
            fresh += subject == fresh ? 1 : 0;
        }
        assertThat(fresh).isCloseTo(70_000L, within(700L));
    }

    @Test
    void aUniformPoolIsUsedWholeAndEvenly() {
        long[] counts = counts(100_000, new SubjectMode.PoolUniform(10), 10);

        assertThat(LongStream.of(counts).min().orElseThrow()).isGreaterThan(9_500);
        assertThat(LongStream.of(counts).sum()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @CsvSource({"0.5", "1", "1.5", "3"})
    void aZipfPoolFollowsItsLaw(double exponent) {
        int draws = 200_000;
        long[] counts = counts(draws, new SubjectMode.PoolZipf(20, exponent), 20);

        double total = 0;
        for (int rank = 1; rank <= 20; rank++) {
            total += Math.pow(rank, -exponent);
        }
        for (int rank = 1; rank <= 20; rank++) {
            double expected = draws * Math.pow(rank, -exponent) / total;
            // five standard deviations of a binomial count
            assertThat((double) counts[rank - 1]).isCloseTo(expected, within(5 * Math.sqrt(expected) + 1));
        }
    }

    @Test
    void aHugeZipfPoolStaysWithinItsBounds() {
        long[] subjects = first(100_000, new SubjectMode.PoolZipf(SubjectMode.MAX_POOL, 0.9), 1);

        assertThat(LongStream.of(subjects).min()).hasValue(0);
        assertThat(LongStream.of(subjects).max().orElseThrow()).isBetween(10_000_000L, SubjectMode.MAX_POOL - 1);
    }

    @Test
    void theSeedDecidesTheOrder() {
        SubjectMode mode = new SubjectMode.RollingWithRevisit(0.5);

        assertThat(first(1000, mode, 7)).isEqualTo(first(1000, mode, 7)).isNotEqualTo(first(1000, mode, 8));
    }

    @Test
    void aModeThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new SubjectMode.PoolUniform(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pool: 0 (expected: 1..100000000)");
        assertThatThrownBy(() -> new SubjectMode.PoolZipf(10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("exponent: 0.0 (expected: above 0, at most 10)");
        assertThatThrownBy(() -> new SubjectMode.RollingWithRevisit(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probability: 1.5 (expected: 0..1)");
    }

    private static long[] first(int count, SubjectMode mode, long seed) {
        return LongStream.generate(SubjectSequence.of(mode, seed)::next)
                .limit(count)
                .toArray();
    }

    private static long[] counts(int draws, SubjectMode mode, int size) {
        long[] counts = new long[size];
        for (long subject : first(draws, mode, 3)) {
            counts[(int) subject]++;
        }
        return counts;
    }
}
