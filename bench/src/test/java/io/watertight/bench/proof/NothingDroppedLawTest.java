package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NothingDroppedLawTest {

    @Test
    void everyRequestAnsweredHolds() {
        // Given
        Evidence evidence = new Facts().admitted(1, 7, 0, 1).denied(1, 7, 2).over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence()).isEqualTo("All 3 requests sent got an expected answer.");
    }

    @Test
    void failuresAreCountedByKind() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(8, 1, Failure.Kind.RESET)
                .failed(9, 2, Failure.Kind.RESET)
                .failed(9, 3, Failure.Kind.UNEXPECTED_STATUS)
                .over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("3 requests of 4 sent failed: 2 connection reset, 1 unexpected status.");
    }

    @Test
    void aKillExcusesWhatWasInFlightThereAndNoMore() {
        // Given
        Facts facts = new Facts()
                .admitted(1, 7, 0)
                .failed(8, 1, Failure.Kind.RESET)
                .failed(9, 2, Failure.Kind.TIMED_OUT)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(3), 2));
        Evidence atTheKill = facts.over(1_000);
        Evidence oneMore = facts.failed(10, 4, Failure.Kind.RESET).over(1_000);

        // When
        LawResult excused = new NothingDroppedLaw().judge(atTheKill);
        LawResult tooMany = new NothingDroppedLaw().judge(oneMore);

        // Then
        assertThat(excused.finding()).isEqualTo(Finding.HELD);
        assertThat(excused.evidence())
                .isEqualTo("All 3 requests sent got an expected answer, but for 2 in flight on killed replicas.");
        assertThat(tooMany.finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aKillDoesNotExcuseAnUnexpectedStatus() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(8, 1, Failure.Kind.UNEXPECTED_STATUS)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(3), 2))
                .over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aRequestThatNobodyReportedIsMissed() {
        // Given
        LoadSummary oneMissing = new LoadSummary(2, 2, 1, 0, 1, 100, 100, List.of());
        Evidence evidence = new Facts().admitted(1, 7, 0).over(1_000, oneMissing);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).isEqualTo("1 request of 2 sent failed: 1 never answered.");
    }
}
