package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerLawTest {

    @Test
    void booksThatAgreeWithTheGeneratorHold() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0, 0)
                .admitted(1, 8, 0)
                .denied(1, 7, 0)
                .ledger(1, 10, 2, 0, 3, 1)
                .ledger(1, 2_000, 2, 2, 3, 1)
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo(
                        "2 readings of 1 replica balance: created 2 = live 0 + expired 2, exactly one for each distinct"
                                + " subject admitted by each replica, for 2 subjects sent.");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultInTheBooksIsNamed(LedgerSample reading, String clause) {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0, 0)
                .admitted(1, 8, 0)
                .denied(1, 7, 0)
                .ledger(1, 10, 2, 0, 3, 1)
                .ledger(1, reading)
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).isEqualTo("gw-1 " + clause + ".");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Facts.reading(2_000, 2, 1, 0, 0, 3, 1), "created 2 is not live 0 + expired 1"),
                Arguments.of(
                        Facts.reading(2_000, 4, 4, 0, 0, 3, 1),
                        "counts 4 buckets created by at most 3 admitted requests"),
                Arguments.of(Facts.reading(2_000, 2, 2, 0, 0, 4, 1), "counts 4 admitted, but only 3 can have been"),
                Arguments.of(Facts.reading(2_000, 2, 2, 0, 0, 3, 2), "counts 2 denied, the generator saw 1"),
                Arguments.of(
                        Facts.reading(2_000, 1, 1, 0, 0, 3, 1),
                        "a counter went back between (created 2, expired 0, overflowed 0, admitted 3, denied 1) and"
                                + " (created 1, expired 1, overflowed 0, admitted 3, denied 1)"));
    }

    @Test
    void everyDistinctSubjectAdmittedMustHaveHadABucket() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .admitted(1, 8, 0)
                .ledger(1, 2_000, 1, 1, 2, 0)
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.evidence()).isEqualTo("gw-1 counts 1 buckets created for 2 distinct subjects admitted.");
    }

    @Test
    void anOverflowBucketStandsForOneThatWasNotMade() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .admitted(1, 8, 0)
                .ledger(1, Facts.reading(2_000, 1, 1, 1, 0, 2, 0))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void whatAKilledReplicaDidAfterItsLastReadingIsCounted() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(1, 8, 20)
                .denied(1, 7, 30)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(40), 0))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence()).endsWith("; 2 decisions of killed replicas are in no reading.");
    }

    @Test
    void whatAKilledReplicaHadAnsweredBeforeAReadingIsInIt() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .admitted(1, 8, 5)
                .denied(1, 8, 6)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(1, 9, 20)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(40), 0))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("gw-1 counts 1 admitted and 0 denied when clients had been told of 2 and 1.");
    }

    @Test
    void oneThatNobodyKilledIsMissedWithoutALastReading() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(1, 8, 20)
                .admitted(2, 9, 20)
                .ended(1, new ReplicaEnd.Vanished(Facts.nanos(40)))
                .ended(2, new ReplicaEnd.Vanished(Facts.nanos(40)))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("No ledger was read after the last decision of gw-1, gw-2.");
    }

    @Test
    void aReplicaThatWasKilledBeforeItsFirstReadingIsCountedAsAWhole() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(2, 8, 20)
                .denied(2, 8, 21)
                .ended(2, new ReplicaEnd.Killed(Facts.nanos(40), 0))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence()).endsWith("; 2 decisions of killed replicas are in no reading.");
    }

    @Test
    void aRunningReplicaWithoutAReadingAfterItsLastDecisionIsUnsettled() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ledger(1, 10, 1, 0, 1, 0)
                .admitted(1, 8, 20)
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("No ledger was read after the last decision of gw-1.");
    }

    @Test
    void theObituaryIsTheLastReading() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .ended(1, new ReplicaEnd.Stopped(Facts.reading(50, 1, 0, 0, 2, 1, 0)))
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.evidence()).isEqualTo("gw-1 created 1 is not live 2 + expired 0.");
    }

    @Test
    void aLostAnswerMayBeInTheBooksOrNot() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 8, 5, Failure.Kind.CLOSED)
                .ledger(1, 2_000, 2, 2, 2, 0)
                .over(1_000);

        // When
        LawResult result = new LedgerLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }
}
