package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PopulationAndDrainLawTest {

    @Test
    void aBucketMayStayUntilItIsFullAndTheCleanupHasCome() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 1_349, 1, 0, 1, 0)
                .ledger(1, 1_350, 1, 1, 1, 0)
                .admitted(1, 8, 1_400)
                .over(2_000);

        // When
        LawResult result = new PopulationLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo("2 samples of 1 replica all within the bound: at the peak 1 live where at most 1 may"
                        + " exist; the least slack, 0 buckets on gw-1 at 1.35 s.");
    }

    @Test
    void aBucketThatStaysLongerBreaksThePopulationLaw() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 1_350, 1, 0, 1, 0)
                .admitted(1, 8, 1_400)
                .over(2_000);

        // When
        LawResult result = new PopulationLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo(
                        "1 of 1 sample is above the bound; the worst, gw-1 at 1.35 s, held 1 bucket where at most 0 may"
                                + " exist.");
    }

    @Test
    void aRequestThatNobodyAnsweredMayHaveMadeABucket() {
        // Given
        Evidence evidence = new Facts()
                .failed(1, 9, 0, Failure.Kind.TIMED_OUT)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(1, 8, 1_400)
                .over(2_000);

        // When
        LawResult result = new PopulationLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void anEmptyReplicaAfterItsHorizonHasDrained() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 1_200, 1, 1, 1, 0)
                .ledger(1, Facts.HORIZON_MILLIS, 1, 1, 1, 0)
                .over(1_000);

        // When
        LawResult result = new DrainLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo(
                        "1 replica was empty once the horizon had passed; the slowest was seen empty 1.20 s after its"
                                + " last admission.");
    }

    @Test
    void aBucketLeftAfterTheHorizonBreaksTheDrainLaw() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, Facts.HORIZON_MILLIS, 1, 0, 1, 0)
                .over(1_000);

        // When
        LawResult result = new DrainLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("gw-1 still held 1 bucket at 1.45 s, when it had been quiet so long that at most 0 could be"
                        + " left.");
    }

    @Test
    void withoutASampleAfterTheHorizonTheDrainIsUnknown() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, Facts.HORIZON_MILLIS - 1, 1, 1, 1, 0)
                .over(1_000);

        // When
        LawResult result = new DrainLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("No sample was taken after the horizon of gw-1 had passed.");
    }

    @Test
    void aReplicaThatEndedBeforeItsHorizonNeedNotHaveDrained() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, Facts.HORIZON_MILLIS, 1, 1, 1, 0)
                .admitted(2, 8, 0)
                .ended(2, new ReplicaEnd.Stopped(Facts.reading(500, 1, 0, 0, 1, 1, 0)))
                .over(1_000);

        // When
        LawResult result = new DrainLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .startsWith("1 replica was empty once the horizon had passed (1 other ended before");
    }
}
