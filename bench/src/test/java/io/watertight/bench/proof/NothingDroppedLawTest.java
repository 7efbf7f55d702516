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
                .failed(1, 8, 1, Failure.Kind.CLOSED)
                .failed(1, 9, 2, Failure.Kind.CLOSED)
                .failed(1, 9, 3, Failure.Kind.UNEXPECTED_STATUS)
                .over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo(
                        "3 requests failed (4 sent): 2 closed or reset before the answer, 1 answered with an unexpected"
                                + " status.");
    }

    @Test
    void aKillExcusesWhatWasInFlightThereAndNoMore() {
        // Given
        Facts facts = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 8, 1, Failure.Kind.CLOSED)
                .failed(1, 9, 2, Failure.Kind.TIMED_OUT)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(3), 2));
        Evidence atTheKill = facts.over(1_000);
        Evidence oneMore = facts.failed(1, 10, 4, Failure.Kind.CLOSED).over(1_000);

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
    void aKillExcusesNothingLongBeforeItOrAfterIt() {
        // Given
        Facts before = new Facts()
                .failed(1, 8, 1, Failure.Kind.CLOSED)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(20_000), 2));
        Facts after = new Facts()
                .failed(Failure.UNKNOWN_REPLICA, 8, 9_000, Failure.Kind.CLOSED)
                .admitted(1, 7, 0)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(3_000), 2));

        // Then
        assertThat(new NothingDroppedLaw().judge(before.over(30_000)).finding()).isEqualTo(Finding.VIOLATED);
        assertThat(new NothingDroppedLaw().judge(after.over(30_000)).finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aKillDoesNotExcuseAnUnexpectedStatus() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 8, 1, Failure.Kind.UNEXPECTED_STATUS)
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
        assertThat(result.evidence()).isEqualTo("1 request failed (2 sent): 1 never heard of again.");
    }

    @Test
    void aKillExcusesNothingOnAnotherReplica() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(2, 8, 1, Failure.Kind.CLOSED)
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(3), 2))
                .over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aFailureOfAnUnknownReplicaIsExcusedByWhatAKillLeaves() {
        // Given
        Facts facts = new Facts().admitted(1, 7, 0).ended(1, new ReplicaEnd.Killed(Facts.nanos(3), 1));
        Evidence one = facts.failed(Failure.UNKNOWN_REPLICA, 8, 1, Failure.Kind.TIMED_OUT)
                .over(1_000);
        Evidence two = facts.failed(Failure.UNKNOWN_REPLICA, 9, 2, Failure.Kind.TIMED_OUT)
                .over(1_000);

        // When
        LawResult excused = new NothingDroppedLaw().judge(one);
        LawResult tooMany = new NothingDroppedLaw().judge(two);

        // Then
        assertThat(excused.finding()).isEqualTo(Finding.HELD);
        assertThat(tooMany.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(tooMany.evidence())
                .isEqualTo("1 request failed (3 sent): 2 without an answer in time, 1 of them excused by kills.");
    }

    @Test
    void aRequestThatFoundNoConnectionFailedWithoutBeingSent() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 8, 1, Failure.Kind.NOT_CONNECTED)
                .over(1_000);

        // When
        LawResult result = new NothingDroppedLaw().judge(evidence);

        // Then
        assertThat(result.evidence()).isEqualTo("1 request failed (1 sent): 1 not connected.");
    }
}
