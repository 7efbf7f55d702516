package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class NoFalseDenialLawTest {

    @Test
    void aDenialOfAnExhaustedBurstWasInevitable() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0, 0, 100)
                .denied(1, 7, 50, 99, 150)
                .admitted(1, 8, 0, 100, 200)
                .over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo("All 3 denials were inevitable; 1 subject that kept to its rate was never denied.");
    }

    @Test
    void aDenialAtTheVeryInstantOfThePermitIsFalse() {
        // Given
        Evidence evidence =
                new Facts().admitted(1, 7, 0, 0).denied(1, 7, 99, 100).over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo("1 request was denied where an exact limiter would have admitted; the worst, of subject 7 on"
                        + " gw-1 at 100 ms, with 1 permit left.");
    }

    @Test
    void aDenialThatAnAdmissionOvertookWasInevitable() {
        // Given
        Evidence evidence = new Facts().admitted(1, 7, 5, 5).denied(1, 7, 0).over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void anAdmissionLongAfterADenialDoesNotExplainIt() {
        // Given
        Evidence evidence = new Facts().admitted(1, 7, 50, 50).denied(1, 7, 0).over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aSubjectWithALostRequestIsGivenTheDoubt() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 7, 0, Failure.Kind.CLOSED)
                .denied(1, 7, 20)
                .admitted(1, 8, 0, 0)
                .denied(1, 8, 20)
                .over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void denialsOfWhichNoneCanBeJudgedTellNothing() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0)
                .failed(1, 7, 0, Failure.Kind.CLOSED)
                .denied(1, 7, 20)
                .over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("Of none of 1 denial can be told whether it was inevitable.");
    }

    @Test
    void falseDenialsAreThePriceOfTheMemoryCap() {
        // Given
        Evidence evidence = new Facts()
                .denied(1, 7, 0)
                .ledger(1, Facts.reading(10, 0, 0, 3, 0, 0, 1))
                .over(1_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.NOT_APPLICABLE);
        assertThat(result.evidence())
                .isEqualTo("The memory cap was reached and overflow buckets took 3 decisions; false denials are the"
                        + " cap's price.");
    }

    @Test
    void noOrderInWhichDecisionsMayOvertakeEachOtherLooksFalse() {
        Random random = new Random(20261122);
        for (int round = 0; round < 2_000; round++) {
            // Given
            Evidence evidence = exactlyLimited(random);

            // When
            LawResult admission = new AdmissionLaw().judge(evidence);
            LawResult denial = new NoFalseDenialLaw().judge(evidence);

            // Then
            assertThat(admission.finding()).as(admission.evidence()).isEqualTo(Finding.HELD);
            assertThat(denial.finding()).as(denial.evidence()).isNotEqualTo(Finding.VIOLATED);
        }
    }

    /** One subject's requests, each of which reads the clock up to 10 ms before an exact limiter decides it. */
    private static Evidence exactlyLimited(Random random) {
        record Request(long readAt, long decidedAt) {}
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            long readAt = random.nextLong(600);
            requests.add(new Request(readAt, readAt + random.nextLong(11)));
        }
        requests.sort(Comparator.comparingLong(Request::decidedAt));
        Facts facts = new Facts();
        long tat = 0;
        for (Request request : requests) {
            long after = Math.max(tat, request.readAt()) + 100;
            if (after <= request.readAt() + 200) {
                tat = after;
                facts.admitted(1, 7, request.readAt());
            } else {
                facts.denied(1, 7, request.readAt());
            }
        }
        return facts.over(1_000);
    }
}
