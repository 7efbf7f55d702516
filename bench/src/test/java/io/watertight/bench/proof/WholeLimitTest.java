package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeLimitTest {
    /** Shares have eight seconds to settle. */
    private static final ModeUnderTest SHARE =
            new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

    private static LimiterAccount shares(ShareClaim... claims) {
        return new LimiterAccount(List.of(claims), List.of(), 0);
    }

    private static ShareClaim claim(long millis, double share) {
        return new ShareClaim(Facts.nanos(millis), share);
    }

    private static LawResult judged(Facts facts, long millis) {
        return new NoFalseDenialLaw().judge(facts.over(millis));
    }

    @Test
    void sharesThatAddUpWheneverTheyHadTimeToAreTheWholeLimit() {
        // Given a second replica that comes at 10 s and claims its half one period later
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 0), claim(1_000, 1), claim(10_400, 0.5)))
                .account(2, shares(claim(10_000, 0), claim(11_500, 0.5)))
                .ended(2, new ReplicaEnd.Killed(Facts.nanos(20_000), 0));

        // Then
        assertThat(judged(facts, 20_000).finding()).isEqualTo(Finding.HELD);
    }

    @Test
    void aReplicaThatLeftAndIsStillCountedIsFound() {
        // Given one of two that leaves at 5 s, and one that never takes over its half
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 0.5)))
                .account(2, shares(claim(0, 0.5)))
                .ended(2, new ReplicaEnd.Killed(Facts.nanos(5_000), 0))
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(20_000), 0));

        // When
        LawResult result = judged(facts, 20_000);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence()).contains("0.50 of the limit");
    }

    @Test
    void whileMembersAreToldOfChangesNothingIsAsked() {
        // Given members that are told of others every seven seconds, and shares that never add up
        Facts facts = new Facts(SHARE).account(1, shares(claim(0, 0.5)));
        for (long at = 0; at < 20_000; at += 7_000) {
            facts.membershipChanged(at, false);
        }

        // Then
        assertThat(judged(facts, 20_000).finding()).isEqualTo(Finding.INCONCLUSIVE);
    }
}
