package io.watertight.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final long PERIOD = 1000;

    private final Membership joining = new Membership(PERIOD, Share.none(1));
    private final Membership member = new Membership(PERIOD, Share.oneOf(3));

    @Test
    void aJoinerClaimsItsShareWhenItHasBeenSeenForAPeriod() {
        // When
        joining.onMembers(3, true, 0, 10);
        Share seen = joining.share();
        joining.onMembers(3, true, 1000, 1009);
        Share tooEarly = joining.share();
        joining.onMembers(4, true, 1005, 1010);
        // Then
        assertThat(seen).isEqualTo(Share.none(3));
        assertThat(tooEarly).isEqualTo(Share.none(3));
        assertThat(joining.share()).isEqualTo(Share.oneOf(4));
    }

    @Test
    void aJoinerThatIsNotAmongTheMembersYetWaits() {
        joining.onMembers(2, false, 0, 0);
        joining.onMembers(2, false, 5000, 5000);

        assertThat(joining.share()).isEqualTo(Share.none(2));
        assertThat(joining.obstacle()).isEqualTo("not among the members of the limits");
    }

    @Test
    void aReadingThatCameTooLateDoesNotCount() {
        joining.onMembers(3, true, 0, 10);
        joining.onMembers(3, true, 1000, 1501);

        assertThat(joining.share()).isEqualTo(Share.none(3));
    }

    @Test
    void aMemberFollowsTheNumberOfMembersAtOnce() {
        member.onMembers(2, true, 0, 0);
        Share grown = member.share();
        member.onMembers(8, true, 500, 500);

        assertThat(grown).isEqualTo(Share.oneOf(2));
        assertThat(member.share()).isEqualTo(Share.oneOf(8));
    }

    @Test
    void aMemberThatIsNoLongerNamedHasNoShareAndJoinsAgainFromTheBeginning() {
        // When
        member.onMembers(2, false, 0, 0);
        Share dropped = member.share();
        member.onMembers(3, true, 500, 500);
        Share back = member.share();
        member.onMembers(3, true, 1500, 1500);
        // Then
        assertThat(dropped).isEqualTo(Share.none(2));
        assertThat(back).isEqualTo(Share.none(3));
        assertThat(member.share()).isEqualTo(Share.oneOf(3));
    }

    @Test
    void aSourceThatKnowsNobodyChangesNothing() {
        member.onMembers(0, false, 0, 0);

        assertThat(member.share()).isEqualTo(Share.oneOf(3));
        assertThat(member.isFrozen(0)).isTrue();
    }

    @Test
    void isFrozenOnceItsReadingIsOlderThanAPeriod() {
        member.onMembers(3, true, 0, 400);

        assertThat(member.isFrozen(1000)).isFalse();
        assertThat(member.isFrozen(1001)).isTrue();
    }

    @Test
    void whoLeavesGivesItsShareUpForGood() {
        member.leave();
        member.onMembers(3, true, 0, 0);
        member.onMembers(3, true, 5000, 5000);

        assertThat(member.share()).isEqualTo(Share.none(3));
        assertThat(member.obstacle()).isEqualTo("leaving");
    }

    @Test
    void tellsWhyThereIsNoShare() {
        String before = joining.obstacle();
        joining.onMembers(3, true, 0, 0);

        assertThat(before).isEqualTo("the members of the limits are not known yet");
        assertThat(joining.obstacle()).isEqualTo("joining: the share is claimed after one membership period");
        assertThat(member.obstacle()).isEmpty();
    }
}
