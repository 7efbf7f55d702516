package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ValidityTest {

    @Test
    void aRunThatCouldHaveShownAFaultHasNoObjections() {
        // Given
        Evidence evidence = valid().over(5 * Facts.HORIZON_MILLIS);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).isEmpty();
    }

    @Test
    void aRunShorterThanFiveHorizonsShowsNothing() {
        // Given
        Evidence evidence = valid().over(5 * Facts.HORIZON_MILLIS - 1);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections)
                .containsExactly("The load lasted 7.25 s after warm-up, 5 horizons (D + delta = 1.45 s) need 7.25 s.");
    }

    @Test
    void aLimitThatNeverRejectsShowsNothing() {
        // Given
        Evidence evidence = sampled().admitted(1, 7, 0).over(10_000);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections)
                .containsExactly("No request was denied: a limit that never rejects shows nothing about limits.");
    }

    @Test
    void aLoadThatNeedNotBeDeniedMayBeWithoutADenial() {
        // Given
        LoadSummary load = new LoadSummary(
                1, 1, 1, 0, 1, 100, 100, List.of(), Map.of(LawName.ADMISSION, "Nobody asked for more."));
        Evidence evidence = sampled().admitted(1, 7, 0).over(10_000, load);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).isEmpty();
    }

    @Test
    void aGeneratorThatFellBehindShowsNothing() {
        // Given
        LoadSummary load = new LoadSummary(200, 150, 150, 50, 1, 1_000, 750, List.of());
        Evidence evidence = valid().over(10_000, load);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections)
                .containsExactly(
                        "The generator dropped 50 of 200 requests that the schedule held.",
                        "The rate achieved, 750.0/s, is below 98.0 % of the 1,000.0/s intended.");
    }

    @Test
    void aReplicaThatCouldNotBeReachedIsNoFaultOfTheGenerator() {
        // Given
        LoadSummary load = new LoadSummary(200, 199, 199, 1, 1, 1_000, 1_000, List.of());
        Evidence evidence = valid().failed(1, 9, 20, Failure.Kind.NOT_CONNECTED).over(10_000, load);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).isEmpty();
    }

    @Test
    void aGeneratorThatCallsItselfInvalidIsBelieved() {
        // Given
        LoadSummary load = new LoadSummary(200, 150, 150, 50, 1, 1_000, 750, List.of("generator saturated"));
        Evidence evidence = valid().over(10_000, load);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).containsExactly("generator saturated");
    }

    @Test
    void evidenceThatLacksSubjectsShowsNothing() {
        // Given
        LoadSummary load = new LoadSummary(3, 3, 3, 0, 2, 100, 100, List.of());
        Evidence evidence = valid().over(10_000, load);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).containsExactly("The generator sent 2 distinct subjects, the evidence knows 1.");
    }

    @Test
    void tooFewLedgerSamplesShowNothing() {
        // Given
        Evidence evidence = new Facts()
                .admitted(1, 7, 0, 0)
                .denied(1, 7, 0)
                .ledger(1, 100, 1, 0, 2, 1)
                .over(10_000);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections).containsExactly("Only 1 ledger sample, at least 6 are needed.");
    }

    @Test
    void aClockOfItsOwnMakesALedgerUseless() {
        // Given
        LedgerSample elsewhere =
                new LedgerSample(Facts.nanos(10), Facts.nanos(11), Facts.nanos(10), 1, 0, 0, 1, 2, 1, 1_000_000_000);
        Evidence evidence = valid().ledger(1, elsewhere).over(10_000);

        // When
        List<String> objections = Validity.objections(evidence);

        // Then
        assertThat(objections)
                .containsExactly(
                        "gw-1's clock is not the generator's: a ledger was dated outside the time in which it was"
                                + " read.");
    }

    @Test
    void lawsThatHeldInARunThatCouldNotHaveShownAFaultAreInconclusive() {
        // Given
        List<LawResult> held = List.of(LawResult.held(LawName.ADMISSION, "fine"));

        // When
        Verdict verdict = Verdict.of(held, List.of("Too short."));

        // Then
        assertThat(verdict.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(verdict.exitCode()).isEqualTo(3);
    }

    @Test
    void aViolatedLawWinsOverAnObjection() {
        // Given
        List<LawResult> laws = List.of(
                LawResult.violated(LawName.ADMISSION, "one too many"),
                LawResult.inconclusive(LawName.DRAIN, "not seen"));

        // When
        Verdict verdict = Verdict.of(laws, List.of("Too short."));

        // Then
        assertThat(verdict.finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aVerdictWithoutAnyLawThatAppliesIsInconclusive() {
        // Given
        List<LawResult> laws = List.of(LawResult.notApplicable(LawName.ADMISSION, "no"));

        // When
        Verdict verdict = Verdict.of(laws, List.of());

        // Then
        assertThat(verdict.finding()).isEqualTo(Finding.INCONCLUSIVE);
    }

    private static Facts sampled() {
        Facts facts = new Facts();
        for (int i = 0; i < 6; i++) {
            facts.ledger(1, 1_000L * i, 0, 0, 0, 0);
        }
        return facts;
    }

    private static Facts valid() {
        return sampled().admitted(1, 7, 0, 0).denied(1, 7, 0);
    }
}
