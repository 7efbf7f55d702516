package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledShareLawTest {
    /** Shares have eight seconds to settle. */
    private static final ModeUnderTest SHARE =
            new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

    private static final long END_MILLIS = 20_000;

    /** Three replicas that claim that much from the beginning to the end. */
    private static Facts each(double share) {
        Facts facts = new Facts(SHARE);
        for (int replica = 1; replica <= 3; replica++) {
            claims(facts, replica, new ShareClaim(Facts.nanos(0), share));
        }
        return facts;
    }

    private static Facts claims(Facts facts, int replica, ShareClaim... claims) {
        return facts.account(replica, new LimiterAccount(List.of(claims), List.of(), 0))
                .ended(replica, new ReplicaEnd.Killed(Facts.nanos(END_MILLIS), 0));
    }

    private static LawResult judged(Facts facts) {
        return new SettledShareLaw().judge(facts.over(END_MILLIS));
    }

    @Test
    void partsOfOneLimitHold() {
        // When
        LawResult result = judged(each(1.0 / 3));

        // Then
        assertThat(result.finding()).isEqualTo(Finding.HELD);
        assertThat(result.evidence())
                .isEqualTo(
                        "The shares added up to no more than the whole limit in all 1 time (12.0 s together) in which"
                                + " nobody had come or gone for 8.00 s.");
    }

    @Test
    void replicasThatClaimTheWholeLimitEachViolateIt() {
        // When
        LawResult result = judged(each(1));

        // Then
        assertThat(result.finding()).isEqualTo(Finding.VIOLATED);
        assertThat(result.evidence())
                .isEqualTo(
                        "The shares of all replicas added up to 3.00 of the limit at 8.00 s, although nobody had come"
                                + " or gone for 8.00 s.");
    }

    @Test
    void moreThanOneIsForgivenWhileViewsOfTheMembersDiffer() {
        // Given a joiner that claims its half before the other has heard of it
        Facts facts = claims(new Facts(SHARE), 1, claim(0, 1), claim(4_000, 0.5));
        claims(facts, 2, claim(2_000, 0), claim(3_000, 0.5));

        // Then
        assertThat(judged(facts).finding()).isEqualTo(Finding.HELD);
    }

    private static ShareClaim claim(long millis, double share) {
        return new ShareClaim(Facts.nanos(millis), share);
    }

    @Test
    void whereNothingIsClaimedNothingIsShown() {
        // Given
        Facts facts = claims(claims(new Facts(SHARE), 1), 2);

        // When
        LawResult result = judged(facts);

        // Then
        assertThat(result.finding()).isEqualTo(Finding.INCONCLUSIVE);
        assertThat(result.evidence())
                .isEqualTo(
                        "There was no time in which replicas claimed shares and nobody had come or gone for 8.00 s.");
    }
}
