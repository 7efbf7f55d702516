package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AdmissionLawTest {

    @Test
    void aSubjectMayUseItsBurstAndItsRate() {
        // Given
        Evidence evidence = new Facts().admitted(1, 7, 0, 0, 100, 200).over(1_000);

        // When
        LawResult result = new AdmissionLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo("4 admitted requests replayed, no window over its limit; the tightest, of subject 7 on gw-1,"
                        + " held 4 of 4 allowed in 200 ms.");
    }

    @Test
    void oneRequestTooManyIsFoundInTheWindowThatShowsIt() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0, 1_000, 1_000, 1_050, 1_090)
                .admitted(2, 8, 0, 0)
                .over(2_000);

        // When
        LawResult result = new AdmissionLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("1 subject exceeded its limit; the worst, subject 7 on gw-1, was admitted 4 times in"
                        + " 90.0 ms, 2 more than the 2 allowed.");
        assertThat(result.worst()).contains(new WorstCase("gw-1", OptionalLong.of(7), 1_090_000_000, 2, 4, "requests"));
    }

    @Test
    void eachReplicaHasItsOwnLimit() {
        // Given
        Evidence evidence =
                new Facts().admitted(1, 7, 0, 0).admitted(2, 7, 0, 0).over(1_000);

        // When
        LawResult result = new AdmissionLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void nothingAdmittedShowsNothing() {
        // Given
        Evidence evidence = new Facts().denied(1, 7, 0).over(1_000);

        // When
        LawResult result = new AdmissionLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
    }

    @Test
    void theScanFindsWhatLookingAtEveryWindowFinds() {
        Random random = new Random(20261122);
        for (int round = 0; round < 2_000; round++) {
            // Given
            long[] instants = random.longs(1 + random.nextInt(12), 0, 1_500).toArray();
            Evidence evidence = new Facts().admitted(1, 7, instants).over(2_000);

            // When
            TightestWindow tightest = AdmissionScan.of(evidence).tightest().orElseThrow();

            // Then
            assertThat(tightest.excess()).as(Arrays.toString(instants)).isEqualTo(greatestExcess(instants));
        }
    }

    private static long greatestExcess(long[] instants) {
        long[] sorted = instants.clone();
        Arrays.sort(sorted);
        long greatest = Long.MIN_VALUE;
        for (int from = 0; from < sorted.length; from++) {
            for (int to = from; to < sorted.length; to++) {
                long allowed = Facts.LIMIT.allowedIn((sorted[to] - sorted[from]) * 1_000_000);
                greatest = Math.max(greatest, to - from + 1 - allowed);
            }
        }
        return greatest;
    }
}
