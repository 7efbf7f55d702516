package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class JudgeTest {
    private static final Map<LawName, String> UNSHOWN = Map.of(
            LawName.ADMISSION, "Nobody asked for more.",
            LawName.NO_FALSE_DENIAL, "Nobody asked for more.",
            LawName.MEMORY, "Too few are new.");

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void aMillionDecisionsAreJudgedWhileOneWaits() {
        // Given
        EvidenceLog log = new EvidenceLog(Facts.LIMIT, Tolerances.standard(), true);
        int replica = log.addReplica("gw-1");
        for (int i = 0; i < 1_000_000; i++) {
            log.decision(replica, i % 4 == 0 ? i % 1_000 : i, Facts.nanos(i / 50), i % 4 != 0);
        }
        Phases phases = new Phases(Facts.nanos(0), Facts.nanos(0), Facts.nanos(20_000));
        LoadSummary load = new LoadSummary(1_000_000, 1_000_000, 1_000_000, 0, 750_250, 50_000, 50_000, List.of());

        // When
        Verdict verdict = Judge.judge(log.seal(phases, load));

        // Then
        assertThat(verdict.of(LawName.ADMISSION).evidence()).startsWith("750,000 admitted requests replayed");
    }

    @Test
    void aLoadInWhichNobodyAsksForMoreShowsNothingOfLimits() {
        // Given
        Evidence evidence = oneDecision(true);

        // When
        Verdict verdict = Judge.judge(evidence);

        // Then
        assertThat(verdict.of(LawName.ADMISSION))
                .isEqualTo(LawResult.notApplicable(LawName.ADMISSION, "Nobody asked for more."));
        assertThat(verdict.of(LawName.NO_FALSE_DENIAL))
                .isEqualTo(LawResult.notApplicable(LawName.NO_FALSE_DENIAL, "Nobody asked for more."));
        assertThat(verdict.of(LawName.MEMORY)).isEqualTo(LawResult.notApplicable(LawName.MEMORY, "Too few are new."));
        assertThat(verdict.of(LawName.DRAIN).finding()).isEqualTo(Finding.INCONCLUSIVE);
    }

    @Test
    void aDenialInItIsJudgedAllTheSame() {
        // Given
        Evidence evidence = oneDecision(false);

        // When
        Verdict verdict = Judge.judge(evidence);

        // Then
        assertThat(verdict.of(LawName.NO_FALSE_DENIAL).finding()).isEqualTo(Finding.VIOLATED);
    }

    /** Of a load that need not be denied. */
    private static Evidence oneDecision(boolean admitted) {
        EvidenceLog log = new EvidenceLog(Facts.LIMIT, Tolerances.standard(), true);
        log.decision(log.addReplica("gw-1"), 7, Facts.nanos(0), admitted);
        Phases phases = new Phases(Facts.nanos(0), Facts.nanos(0), Facts.nanos(20_000));
        return log.seal(phases, new LoadSummary(1, 1, 1, 0, 1, 1, 1, List.of(), UNSHOWN));
    }

    @Test
    void aGatewayWithoutALedgerIsJudgedByWhatIsSeenFromOutside() {
        // Given
        EvidenceLog log = new EvidenceLog(Facts.LIMIT, Tolerances.standard(), false);
        int replica = log.addReplica("peer");
        log.decision(replica, 7, Facts.nanos(0), true);
        log.decision(replica, 7, Facts.nanos(0), true);
        log.decision(replica, 7, Facts.nanos(0), false);
        Phases phases = new Phases(Facts.nanos(0), Facts.nanos(0), Facts.nanos(20_000));

        // When
        Verdict verdict = Judge.judge(log.seal(phases, new LoadSummary(3, 3, 3, 0, 1, 3, 3, List.of())));

        // Then
        assertThat(verdict.laws())
                .extracting(LawResult::finding)
                .containsExactly(
                        Finding.HELD,
                        Finding.HELD,
                        Finding.NOT_APPLICABLE,
                        Finding.NOT_APPLICABLE,
                        Finding.NOT_APPLICABLE,
                        Finding.INCONCLUSIVE,
                        Finding.HELD);
        assertThat(verdict.of(LawName.LEDGER).evidence()).isEqualTo("The gateway shows no ledger.");
    }

    @Test
    void sharesAreAskedAboutWhereALimitIsHeldInShares() {
        // Given two replicas that claim all of it
        Facts facts = new Facts(new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 2, 0, 1_000_000_000));
        for (int replica = 1; replica <= 2; replica++) {
            facts.admitted(replica, replica, 0)
                    .account(
                            replica,
                            new LimiterAccount(List.of(new LimiterAccount.ShareClaim(Facts.nanos(0), 1)), List.of(), 0))
                    .ended(replica, new ReplicaEnd.Killed(Facts.nanos(20_000), 0));
        }

        // When
        Verdict verdict = Judge.judge(facts.over(20_000));
        Verdict local = Judge.judge(oneDecision(true));

        // Then
        assertThat(verdict.laws()).extracting(LawResult::law).containsExactly(LawName.values());
        assertThat(verdict.of(LawName.ADMISSION).finding()).isEqualTo(Finding.HELD);
        assertThat(verdict.of(LawName.SHARE).finding()).isEqualTo(Finding.VIOLATED);
        assertThat(local.laws()).extracting(LawResult::law).doesNotContain(LawName.SHARE);
    }
}
