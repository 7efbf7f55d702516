package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs of which only ledgers were seen. D + delta is 1,450 ms; requests of one subject each make a bucket. */
final class LedgerJudgeTest {
    private static final ModeUnderTest SHARE = new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 2, 0, 0);

    /** One replica that admits 1,000 in 8 s and is read each second, with as many live as it has admitted within a second. */
    private static Facts steady(Facts facts, int replica) {
        for (int second = 0; second <= 8; second++) {
            long admitted = second * 1_000L;
            facts.ledger(replica, second * 1_000L, admitted, Math.max(0, admitted - 1_000), admitted, 0);
        }
        return facts.ledger(replica, 12_000, 8_000, 8_000, 8_000, 0);
    }

    private static Verdict judge(Facts facts, @Nullable SentLoad sent) {
        return LedgerJudge.judge(facts.over(8_000), sent, "");
    }

    private static SentLoad subjects(long count) {
        return new SentLoad(count, null);
    }

    @Test
    void ledgersThatAccountForEverySubjectHold() {
        // When
        Verdict verdict = judge(steady(steady(new Facts(), 1), 2), subjects(16_000));

        // Then
        assertThat(verdict.objections()).isEmpty();
        assertThat(verdict.finding()).isEqualTo(Finding.HELD);
        assertThat(verdict.of(LawName.LEDGER).evidence())
                .isEqualTo(
                        "20 readings of 2 replicas balance: created 16,000 = live 0 + expired 16,000, admitted 16,000,"
                                + " denied 0, exactly one bucket for each of 16,000 subjects sent.");
        assertThat(verdict.of(LawName.DRAIN).evidence())
                .isEqualTo("2 replicas were empty once the horizon had passed.");
        assertThat(verdict.of(LawName.ADMISSION).finding()).isEqualTo(Finding.NOT_APPLICABLE);
    }

    @Test
    void aSubjectThatIsInNoLedgerViolatesIt() {
        // When
        LawResult ledger = judge(steady(new Facts(), 1), subjects(8_001)).of(LawName.LEDGER);

        // Then
        assertThat(ledger.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(ledger.evidence())
                .startsWith("1 of what was sent to 8,001 subjects is in no ledger, and each replica left its last one");
    }

    @Test
    void whatAKilledReplicaMayHaveTakenWithItIsBounded() {
        // Given a replica that was killed half a second after its last reading, in which it can have decided 500
        Facts killed = steady(new Facts(), 1)
                .ledger(2, 0, 0, 0, 0, 0)
                .ledger(2, 1_000, 1_000, 0, 1_000, 0)
                .ended(2, new ReplicaEnd.Killed(Facts.nanos(1_500), 0));

        // When
        LawResult possible = judge(killed, subjects(9_400)).of(LawName.LEDGER);
        LawResult impossible = judge(killed, subjects(9_600)).of(LawName.LEDGER);

        // Then
        assertThat(possible.finding()).isEqualTo(Finding.HELD);
        assertThat(possible.evidence())
                .contains(
                        "400 of what was sent to 9,400 subjects is in no ledger; 1 replica was killed, up to 500 ms after"
                                + " its last reading, and may have taken 500 with it.");
        assertThat(impossible.finding()).isEqualTo(Finding.INCONCLUSIVE);
    }

    @Test
    void whatWasThereBeforeTheLoadIsNotTheLoads() {
        // Given a replica that had admitted 500 before
        Facts facts = new Facts()
                .ledger(1, -1_000, 500, 400, 500, 3)
                .ledger(1, 4_000, 700, 600, 700, 3)
                .ledger(1, 9_000, 700, 700, 700, 3);

        // When
        LawResult ledger = judge(facts, subjects(200)).of(LawName.LEDGER);

        // Then
        assertThat(ledger.evidence())
                .isEqualTo(
                        "3 readings of 1 replica balance: created 200 = live 0 + expired 200, admitted 200, denied 0,"
                                + " exactly one bucket for each of 200 subjects sent.");
    }

    @Test
    void moreThanTheGeneratorWasAnsweredViolatesTheLedger() {
        // When
        SentLoad sent = new SentLoad(7_000, new SentLoad.Answers(7_000, 0, 10));
        LawResult ledger = judge(steady(new Facts(), 1), sent).of(LawName.LEDGER);

        // Then
        assertThat(ledger.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(ledger.evidence())
                .isEqualTo(
                        "The ledgers count 8,000 admitted and 0 denied, the generator was answered 7,000 and 0, and 10"
                                + " are unknown.");
    }

    @Test
    void aCounterThatGoesBackViolatesTheLedger() {
        // When
        LawResult ledger = judge(new Facts().ledger(1, 0, 5, 0, 5, 0).ledger(1, 1_000, 4, 0, 5, 0), subjects(5))
                .of(LawName.LEDGER);

        // Then
        assertThat(ledger.evidence()).startsWith("gw-1 a counter went back between (created 5,");
    }

    @Test
    void bucketsThatNoRequestWithinTheHorizonExplainsViolateThePopulation() {
        // Given 1,000 live in the end, of which only those of the last two seconds can be
        Facts facts = new Facts();
        for (int second = 0; second <= 8; second++) {
            long admitted = second * 500L;
            facts.ledger(1, second * 1_000L, admitted, 0, admitted, 0);
        }

        // When
        LawResult population = judge(facts, null).of(LawName.POPULATION);

        // Then what was admitted by 6 s has gone by 8 s, and 128 may be under way
        assertThat(population.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(population.evidence())
                .isEqualTo(
                        "6 of 9 readings are above the bound; the worst, gw-1 at 8.00 s, held 4,000 buckets where what it"
                                + " admitted within the horizon explains at most 1,128.");
    }

    @Test
    void aBucketThatIsLeftViolatesTheDrain() {
        // When
        LawResult drain = judge(
                        new Facts()
                                .ledger(1, 0, 0, 0, 0, 0)
                                .ledger(1, 1_000, 10, 0, 10, 0)
                                .ledger(1, 2_449, 10, 9, 10, 0)
                                .ledger(1, 2_450, 10, 9, 10, 0),
                        null)
                .of(LawName.DRAIN);

        // Then
        assertThat(drain.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(drain.evidence())
                .isEqualTo(
                        "gw-1 still held 1 bucket at 2.45 s, when it had admitted nothing for longer than a bucket can"
                                + " need.");
    }

    @Test
    void aReplicaThatNobodyCouldReadLeavesTheLedgerOpen() {
        // When
        Facts facts = steady(new Facts(), 1).ended(2, new ReplicaEnd.Killed(Facts.nanos(2_000), 0));
        Verdict verdict = judge(facts, subjects(8_000));

        // Then
        assertThat(verdict.of(LawName.LEDGER).evidence())
                .isEqualTo("No ledger was ever read of gw-2, which was ready for traffic.");
        assertThat(verdict.finding()).isEqualTo(Finding.INCONCLUSIVE);
    }

    @Test
    void sharesThatHandOverHold() {
        // Given a joiner that claims its half after the other has given it up
        Facts facts = steady(steady(new Facts(SHARE), 1), 2)
                .account(1, claims(new ShareClaim(Facts.nanos(0), 1), new ShareClaim(Facts.nanos(2_000), 0.5)))
                .account(2, claims(new ShareClaim(Facts.nanos(2_000), 0.5)));

        // When
        LawResult share = judge(facts, null).of(LawName.SHARE);

        // Then
        assertThat(share.finding()).isEqualTo(Finding.HELD);
        assertThat(share.evidence()).isEqualTo("3 claims of 2 replicas never added up to more than the whole limit.");
    }

    @Test
    void aShareThatIsClaimedTwiceViolatesTheShareLaw() {
        // Given a joiner that claims its half 100 ms before the other has given it up
        Facts facts = steady(steady(new Facts(SHARE), 1), 2)
                .account(1, claims(new ShareClaim(Facts.nanos(0), 1), new ShareClaim(Facts.nanos(2_000), 0.5)))
                .account(2, claims(new ShareClaim(Facts.nanos(1_900), 0.5)));

        // When
        Verdict verdict = judge(facts, null);

        // Then
        assertThat(verdict.of(LawName.SHARE).finding()).isEqualTo(Finding.VIOLATED);
        assertThat(verdict.of(LawName.SHARE).evidence())
                .isEqualTo(
                        "The shares claimed added up to 1.50 of the limit at worst, and to more than it by 50.0 ms in all:"
                                + " rho times that may have been admitted on top.");
        assertThat(verdict.exitCode()).isEqualTo(1);
    }

    @Test
    void aShareThatShrinksAndGrowsPutsTheEndOfABucketOff() {
        // Given a bucket of a replica with a hundredth of the limit, which 100 ms later gets all of it
        Facts facts = new Facts(SHARE)
                .account(1, claims(new ShareClaim(Facts.nanos(0), 0.01), new ShareClaim(Facts.nanos(1_100), 1)))
                .ledger(1, 0, 0, 0, 0, 0)
                .ledger(1, 1_000, 1, 0, 1, 0)
                // D + delta after the admission, D + delta after the growth
                .ledger(1, 2_450, 1, 0, 1, 0)
                .ledger(1, 4_000, 1, 1, 1, 0);

        // When
        Verdict verdict = judge(facts, null);

        // Then
        assertThat(verdict.of(LawName.DRAIN).finding()).isEqualTo(Finding.HELD);
        assertThat(verdict.of(LawName.POPULATION).finding()).isEqualTo(Finding.HELD);
    }

    private static LimiterAccount claims(ShareClaim... claims) {
        return new LimiterAccount(List.of(claims), List.of(), 0);
    }
}
