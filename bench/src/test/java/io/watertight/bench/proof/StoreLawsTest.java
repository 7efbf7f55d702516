package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class StoreLawsTest {
    private static final ModeUnderTest REDIS =
            new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.SHARE, 2, 0, 1_000_000_000);
    private static final ModeUnderTest LEASE =
            new ModeUnderTest(LimiterMode.LEASE, OutagePolicy.SHARE, 2, 20_000_000, 1_000_000_000);
    private static final LimiterAccount AWAY = new LimiterAccount(List.of(), List.of(Facts.span(4_000, 5_000)), 0);

    @Test
    void theStoreHoldsNoMoreKeysThanSubjectsWhoseBucketIsNotFull() {
        // Given a bucket that is full 110 ms after it was charged at the latest, and may linger 251 ms
        Facts facts = new Facts(REDIS).decided(1, 7, 0, 10, true);

        // Then
        assertThat(new DrainLaw().judge(facts.store(360, 1).over(1_000)).isViolated())
                .isFalse();
        assertThat(new DrainLaw().judge(facts.store(361, 1).over(1_000)).worst())
                .contains(new WorstCase("the store", OptionalLong.empty(), 361_000_000, 0, 1, "live buckets"));
    }

    @Test
    void aKeyWithoutAnEndBreaksThePopulationHoweverFewThereAre() {
        // Given
        Evidence evidence = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .store(new StoreSample(Facts.nanos(20), Facts.nanos(21), 1, 1, 0))
                .over(1_000);

        // When
        LawResult result = new PopulationLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).isEqualTo("The store held 1 bucket without an end.");
    }

    @Test
    void aKeyThatWouldOutliveItsBucketBreaksThePopulation() {
        // Given
        Evidence evidence = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .store(new StoreSample(Facts.nanos(20), Facts.nanos(21), 1, 0, 452_000_000))
                .over(1_000);

        // When
        LawResult result = new PopulationLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).isEqualTo("A bucket in the store was to live for 452 ms, and D is 200 ms.");
    }

    @Test
    void theStoreIsEmptyOnceTheHorizonHasPassed() {
        // Given
        Facts facts = new Facts(REDIS).decided(1, 7, 0, 10, true).ledger(1, 2_000, 0, 0, 1, 0);

        // Then
        assertThat(new DrainLaw().judge(facts.over(1_000)).evidence())
                .isEqualTo("No sample was taken after the horizon of the store had passed.");
        assertThat(new DrainLaw().judge(facts.store(461, 0).over(1_000)).finding())
                .isEqualTo(Finding.HELD);
    }

    @Test
    void aLeaseIsChargedAheadSoItsBucketMayLastForAllOfD() {
        // Given
        Facts facts = new Facts(LEASE).decided(1, 7, 0, 10, true).decided(1, 8, 900, 910, true);

        // Then
        assertThat(new PopulationLaw().judge(facts.store(460, 1).over(1_000)).finding())
                .isEqualTo(Finding.HELD);
        assertThat(new PopulationLaw().judge(facts.store(462, 1).over(1_000)).finding())
                .isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aRequestDeniedWhileTheStoreWasAwayMayHaveChargedIt() {
        // Given
        Facts undisturbed = new Facts(REDIS).denied(1, 7, 4_500).decided(1, 8, 9_000, 9_000, true);
        Facts disturbed = new Facts(REDIS).account(1, AWAY).denied(1, 7, 4_500).decided(1, 8, 9_000, 9_000, true);

        // Then
        assertThat(new PopulationLaw()
                        .judge(undisturbed.store(4_600, 1).over(10_000))
                        .finding())
                .isEqualTo(Finding.VIOLATED);
        assertThat(new PopulationLaw()
                        .judge(disturbed.store(4_600, 1).over(10_000))
                        .finding())
                .isEqualTo(Finding.HELD);
    }

    @Test
    void aDenialByTheStoreMustBeExplainedByWhatAllReplicasAdmitted() {
        // Given a third request that at the latest charges was still too early, and one that was not
        Facts inevitable = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .decided(2, 7, 0, 20, true)
                .decided(1, 7, 109, 130, false);
        Facts needless = new Facts(REDIS)
                .decided(1, 7, 0, 10, true)
                .decided(2, 7, 0, 20, true)
                .decided(1, 7, 115, 130, false);

        // Then
        assertThat(new NoFalseDenialLaw().judge(inevitable.over(1_000)).evidence())
                .isEqualTo("All 1 denials were inevitable; 0 subjects that kept to their rate were never denied.");
        assertThat(new NoFalseDenialLaw().judge(needless.over(1_000)).evidence())
                .isEqualTo("1 request was denied where an exact limiter would have admitted; the worst, of subject 7 on"
                        + " all replicas at 130 ms, with 1 permit left.");
    }

    @Test
    void whatABucketLacksAfterADisturbanceItLacksUntilItsSubjectRests() {
        // Given a store that has forgotten everything, and begins with empty buckets at 5 s at the latest
        Facts facts = new Facts(REDIS).event("redis-flush", 4_000, 4_000);

        // Then who asks all the time is denied rightly, long after D
        for (long millis = 5_001; millis < 7_000; millis += 100) {
            facts.decided(1, 7, millis, millis, false).decided(1, 7, millis + 99, millis + 99, true);
        }
        assertThat(new NoFalseDenialLaw().judge(facts.over(10_000)).finding()).isEqualTo(Finding.HELD);
        // and who has rested is not
        facts.decided(1, 7, 7_500, 7_500, false);
        assertThat(new NoFalseDenialLaw().judge(facts.over(10_000)).finding()).isEqualTo(Finding.VIOLATED);
    }

    @Test
    void aDenialByAStoreThatHasJustLostItsMemoryIsNotJudged() {
        // Given
        Evidence evidence = new Facts(REDIS)
                .event("redis-flush", 4_000, 4_000)
                .denied(1, 7, 4_100)
                .over(10_000);

        // When
        LawResult result = new NoFalseDenialLaw().judge(evidence);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence()).isEqualTo("Of none of 1 denial can be told whether it was inevitable.");
    }

    @Test
    void underLeasesWhoKeepsToItsRateAtOneReplicaIsNeverDenied() {
        // Given a subject that is denied although spaced by T, at one replica and at two
        Facts atOne = new Facts(LEASE).decided(1, 7, 0, 10, true).decided(1, 7, 110, 120, false);
        Facts atTwo = new Facts(LEASE).decided(1, 7, 0, 10, true).decided(2, 7, 110, 120, false);
        Facts another = new Facts(LEASE)
                .decided(1, 7, 0, 10, true)
                .decided(2, 7, 110, 120, false)
                .decided(1, 8, 0, 10, true);

        // Then
        assertThat(new NoFalseDenialLaw().judge(atOne.over(1_000)).finding()).isEqualTo(Finding.VIOLATED);
        assertThat(new NoFalseDenialLaw().judge(atTwo.over(1_000)).finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(new NoFalseDenialLaw().judge(another.over(1_000)).finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void aReplicaMayRefuseOnlyWhileItsStoreIsAwayAndOnlyIfItWasToldTo() {
        // Given
        ModeUnderTest closed = new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.CLOSED, 1, 0, 1_000_000_000);
        Facts away = new Facts(closed).account(1, AWAY).failed(1, 7, 4_500, Failure.Kind.UNAVAILABLE);
        Facts there = new Facts(closed).account(1, AWAY).failed(1, 7, 9_000, Failure.Kind.UNAVAILABLE);
        Facts untold = new Facts(REDIS).account(1, AWAY).failed(1, 7, 4_500, Failure.Kind.UNAVAILABLE);

        // Then
        assertThat(new NothingDroppedLaw().judge(away.over(10_000)).evidence())
                .isEqualTo("All 1 requests sent got an expected answer; 1 request was refused while the store was away,"
                        + " as configured.");
        assertThat(new NothingDroppedLaw().judge(there.over(10_000)).evidence())
                .isEqualTo("1 request failed (1 sent): 1 answered with 503 because the store did not decide.");
        assertThat(new NothingDroppedLaw().judge(untold.over(10_000)).isViolated())
                .isTrue();
    }

    @Test
    void anOutageThatNobodyNoticedShowsNothing() {
        // Given
        Facts facts = new Facts(REDIS).event("redis-kill", 4_000, 5_000).decided(1, 7, 0, 10, true);

        // Then
        assertThat(Validity.objections(facts.over(10_000))).contains("No replica says that it noticed redis-kill.");
        assertThat(Validity.objections(facts.account(1, AWAY).over(10_000)))
                .doesNotContain("No replica says that it noticed redis-kill.");
    }

    @Test
    void aStoreThatIsMostlyAwayIsNotOnTrial() {
        // Given a replica that did without the store for one second of five, unasked, and of fifteen
        Facts facts = new Facts(REDIS).account(1, AWAY).decided(1, 7, 0, 10, true);
        String objection =
                "The replicas decided without the store for 20.0 % of the load although nobody had taken it away.";

        // Then
        assertThat(Validity.objections(facts.over(5_000))).contains(objection);
        assertThat(Validity.objections(facts.over(15_000))).doesNotContain(objection);
        assertThat(Validity.objections(facts.event("redis-kill", 4_000, 5_000).over(5_000)))
                .doesNotContain(objection);
    }
}
