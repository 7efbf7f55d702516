package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettledSharesTest {
    /** Shares have eight seconds to settle. */
    private static final ModeUnderTest SHARE =
            new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

    private static LimiterAccount shares(ShareClaim... claims) {
        return new LimiterAccount(List.of(claims), List.of(), 0);
    }

    private static ShareClaim claim(long millis, double share) {
        return new ShareClaim(Facts.nanos(millis), share);
    }

    private static ReplicaEnd killed(long millis) {
        return new ReplicaEnd.Killed(Facts.nanos(millis), 0);
    }

    @Test
    void whatWasClaimedBeforeSharesHadTimeToSettleDoesNotCount() {
        // Given a second replica that comes at 10 s, and one that lets it have its half a second late
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 1), claim(12_000, 0.5)))
                .account(2, shares(claim(10_000, 0), claim(11_000, 0.5)))
                .ended(1, killed(30_000))
                .ended(2, killed(30_000));

        // When
        SettledShares settled = SettledShares.of(facts.over(30_000));

        // Then they had from 8 to 10 s, and from 18 to 30 s
        assertThat(settled.times()).isEqualTo(2);
        assertThat(settled.calmNanos()).isEqualTo(14_000_000_000L);
        assertThat(settled.least().observed()).isEqualTo(1);
        assertThat(settled.greatest().observed()).isEqualTo(1);
        assertThat(settled.words()).isEqualTo("nobody had come or gone for 8.00 s");
    }

    @Test
    void theLeastAndTheGreatestSumAreToldWithTheirInstants() {
        // Given
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 0.5), claim(12_000, 0.25), claim(14_000, 1), claim(16_000, 0.5)))
                .account(2, shares(claim(0, 0.5)))
                .ended(1, killed(20_000))
                .ended(2, killed(20_000));

        // When
        SettledShares settled = SettledShares.of(facts.over(20_000));

        // Then
        assertThat(settled.times()).isEqualTo(1);
        assertThat(settled.least().observed()).isEqualTo(0.75);
        assertThat(settled.least().atNanos()).isEqualTo(12_000_000_000L);
        assertThat(settled.greatest().observed()).isEqualTo(1.5);
        assertThat(settled.greatest().atNanos()).isEqualTo(14_000_000_000L);
    }

    @Test
    void timesInWhichSomethingWasDoneToReplicasAreLeftOut() {
        // Given
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 1)))
                .event("rollout", 5_000, 10_000)
                .ended(1, killed(17_000));

        // When
        SettledShares settled = SettledShares.of(facts.over(17_000));

        // Then
        assertThat(settled.times()).isZero();
        assertThatIllegalStateException().isThrownBy(settled::greatest);
    }

    @Test
    void timesInWhichSomebodyHasStillToClaimItsShareAreLeftOut() {
        // Given a member that takes fourteen seconds to start, for which the other has made room
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 1), claim(2_000, 0.5)))
                .membershipChanged(1_000, true)
                .account(2, shares(claim(4_000, 0), claim(15_000, 0.5)))
                .membershipChanged(15_100, false)
                .ended(1, killed(25_000))
                .ended(2, killed(25_000));

        // When
        SettledShares settled = SettledShares.of(facts.over(25_000));

        // Then
        assertThat(settled.times()).isEqualTo(1);
        assertThat(settled.least().observed()).isEqualTo(1);
        assertThat(settled.least().atNanos()).isEqualTo(23_100_000_000L);
    }

    @Test
    void aTimeWithoutAnybodyIsNone() {
        // Given a replica that is gone long before the next one comes
        Facts facts = new Facts(SHARE)
                .account(1, shares(claim(0, 1)))
                .ended(1, killed(2_000))
                .account(2, shares(claim(15_000, 1)))
                .ended(2, killed(17_000));

        // Then
        assertThat(SettledShares.of(facts.over(17_000)).times()).isZero();
    }
}
