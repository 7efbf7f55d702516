package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlackTest {
    private static final ModeUnderTest SHARE =
            new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 2, 0, 1_000_000_000);
    private static final ModeUnderTest REDIS =
            new ModeUnderTest(LimiterMode.REDIS, OutagePolicy.SHARE, 2, 0, 1_000_000_000);

    private static long allowed(Evidence evidence, long fromMillis, long toMillis) {
        return Slack.of(evidence).allowedBetween(Facts.nanos(fromMillis), Facts.nanos(toMillis));
    }

    private static LimiterAccount shares(ShareClaim... claims) {
        return new LimiterAccount(List.of(claims), List.of(), 0);
    }

    private static LimiterAccount fallback(long fromMillis, long toMillis) {
        return new LimiterAccount(List.of(), List.of(Facts.span(fromMillis, toMillis)), 0);
    }

    @Test
    void aLocalLimiterHasNone() {
        Evidence evidence = new Facts().admitted(1, 7, 0).over(1_000);

        assertThat(allowed(evidence, 0, 500)).isEqualTo(2 + 5);
        assertThat(Slack.of(evidence).mostRequests()).isZero();
        assertThat(Slack.of(evidence).words()).isEqualTo("none, for each replica by itself");
    }

    @Test
    void sharesThatAddUpToOneHaveNone() {
        Evidence evidence = new Facts(SHARE)
                .account(1, shares(new ShareClaim(Facts.nanos(0), 0.5)))
                .account(2, shares(new ShareClaim(Facts.nanos(0), 0.5)))
                .over(1_000);

        assertThat(allowed(evidence, 0, 500)).isEqualTo(2 + 5);
    }

    @Test
    void sharesThatOverlapAddTheirSurplusWhileItLasts() {
        // Given a replica that takes all from 200 to 600 ms, while another still claims half
        Evidence evidence = new Facts(SHARE)
                .account(1, shares(new ShareClaim(Facts.nanos(0), 0.5)))
                .account(
                        2,
                        shares(
                                new ShareClaim(Facts.nanos(0), 0.5),
                                new ShareClaim(Facts.nanos(200), 1),
                                new ShareClaim(Facts.nanos(600), 0.5)))
                .over(1_000);

        // Then 200 ms of T = 100 ms are two more
        assertThat(allowed(evidence, 0, 1_000)).isEqualTo(2 + 10 + 2);
        assertThat(allowed(evidence, 400, 1_000)).isEqualTo(2 + 6 + 1);
        assertThat(allowed(evidence, 600, 1_000)).isEqualTo(2 + 4);
        assertThat(Slack.of(evidence).mostRequests()).isCloseTo(2, within(1e-9));
    }

    @Test
    void aReplicaThatHasEndedClaimsNothing() {
        // Given a replica killed after 200 ms, and one that takes over all at that very instant
        Evidence evidence = new Facts(SHARE)
                .account(1, shares(new ShareClaim(Facts.nanos(0), 0.5)))
                .account(2, shares(new ShareClaim(Facts.nanos(0), 0.5), new ShareClaim(Facts.nanos(200), 1)))
                .ended(1, new ReplicaEnd.Killed(Facts.nanos(200), 0))
                .over(1_000);

        assertThat(allowed(evidence, 0, 1_000)).isEqualTo(2 + 10);
    }

    @Test
    void eachMemberBeyondTheBurstHasRoomForOne() {
        ModeUnderTest five = new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 5, 0, 1_000_000_000);

        Facts facts = new Facts(five);
        for (int replica = 1; replica <= 5; replica++) {
            facts.account(replica, shares(new ShareClaim(Facts.nanos(0), 0.2)));
        }

        assertThat(allowed(facts.over(1_000), 0, 0)).isEqualTo(2 + 3);
    }

    /** Found by a random history of the limiter: four replicas, a burst of four, and five requests at once. */
    @Test
    void whereViewsDifferEachShareBelowOneRequestHasRoomForOne() {
        ModeUnderTest three = new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

        // Given a burst of two, one replica that knows of no other, and two that know of four others
        Facts facts = new Facts(three).account(1, shares(new ShareClaim(Facts.nanos(0), 1)));
        for (int replica = 2; replica <= 3; replica++) {
            facts.account(replica, shares(new ShareClaim(Facts.nanos(0), 0.2)));
        }

        // Then two shares lack 0.6 of a request each, which is more than three replicas are above a burst of two
        assertThat(allowed(facts.over(1_000), 0, 57)).isEqualTo(2 + 1);
        assertThat(allowed(facts.over(1_000), 0, 58)).isEqualTo(2 + 2);
    }

    @Test
    void whatNobodyClaimsOfTheBurstMakesUpForTheRoomForOneRequest() {
        ModeUnderTest three = new ModeUnderTest(LimiterMode.SHARE, OutagePolicy.SHARE, 3, 0, 1_000_000_000);

        // Given a burst of two and three replicas that know of six others, which have no share
        Facts facts = new Facts(three);
        for (int replica = 1; replica <= 3; replica++) {
            facts.account(replica, shares(new ShareClaim(Facts.nanos(0), 1.0 / 9)));
        }

        // Then three have room for one request each, and no more
        assertThat(Slack.of(facts.over(1_000)).mostRequests()).isCloseTo(1, within(1e-9));
        assertThat(allowed(facts.over(1_000), 0, 0)).isEqualTo(2 + 1);
    }

    @Test
    void aFallbackAddsItsShareOfTheTimeItLasted() {
        // Given one of two replicas by itself from 1 s to 3 s
        Evidence evidence = new Facts(REDIS)
                .account(1, fallback(1_000, 3_000))
                .admitted(2, 7, 0)
                .over(4_000);

        // Then nothing at its beginning, half of ten a second in it
        assertThat(allowed(evidence, 500, 1_000)).isEqualTo(2 + 5);
        assertThat(allowed(evidence, 500, 1_500)).isEqualTo(2 + 10 + 2);
        assertThat(allowed(evidence, 500, 3_500)).isEqualTo(2 + 30 + 10);
        // and a window that begins in it finds what is there already, but no more than the share of the burst
        assertThat(allowed(evidence, 3_000, 3_000)).isEqualTo(2 + 1);
        assertThat(allowed(evidence, 3_001, 3_001)).isEqualTo(2);
    }

    @Test
    void aLeaseMayBeSpentAsLongAfterItsChargeAsItLives() {
        ModeUnderTest lease = new ModeUnderTest(LimiterMode.LEASE, OutagePolicy.SHARE, 2, 200_000_000, 1_000_000_000);

        assertThat(allowed(new Facts(lease).over(1_000), 0, 100)).isEqualTo(2 + 1 + 2);
    }
}
