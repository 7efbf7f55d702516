package io.watertight.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.LimiterAccount.ShareClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VirtualClockTest {
    private static final long D = 1_000;

    @Test
    void timeGoesAsFastAsTheShareIsLarge() {
        VirtualClock clock = new VirtualClock(List.of(new ShareClaim(100, 0.25)), D);

        // from its floor on, which it reaches once an empty bucket is full
        assertThat(clock.at(100)).isZero();
        assertThat(clock.at(100 + D)).isZero();
        assertThat(clock.at(100 + D + 400)).isEqualTo(100);
        assertThat(clock.reaches(100, 100)).isEqualTo(100 + D + 400);
    }

    @Test
    void itStandsStillAfterAGrowthAndJumpsAtALoss() {
        VirtualClock clock = new VirtualClock(
                List.of(new ShareClaim(0, 0.5), new ShareClaim(3_000, 1), new ShareClaim(5_000, 0.5)), D);

        assertThat(clock.at(3_000)).isEqualTo(1_000);
        assertThat(clock.at(3_500)).isEqualTo(1_000);
        assertThat(clock.at(4_000)).isEqualTo(1_500);
        assertThat(clock.at(4_999)).isEqualTo(2_499);
        assertThat(clock.at(5_000)).isEqualTo(3_000);
        assertThat(clock.reaches(2_700, 3_000)).isEqualTo(5_000);
    }

    @Test
    void withoutAShareItRunsOut() {
        VirtualClock clock = new VirtualClock(List.of(new ShareClaim(0, 0.5), new ShareClaim(4_000, 0)), D);

        // from V = U - D / 2 to U in real time, and no further
        assertThat(clock.at(4_000)).isEqualTo(1_500);
        assertThat(clock.at(4_300)).isEqualTo(1_800);
        assertThat(clock.at(9_000)).isEqualTo(2_000);
        assertThat(clock.reaches(1_900, 4_000)).isEqualTo(4_400);
        assertThat(clock.reaches(2_001, 4_000)).isEqualTo(Span.UNENDED);
    }

    @Test
    void beforeAnyShareItStandsStill() {
        assertThat(new VirtualClock(List.of(), D).at(7)).isZero();
        assertThat(new VirtualClock(List.of(), D).reaches(1, 0)).isEqualTo(Span.UNENDED);
    }

    @Test
    void itNeverGoesBackAndReachesWhatItShows() {
        Random random = new Random(20261122);
        for (int round = 0; round < 500; round++) {
            // Given
            List<ShareClaim> claims = new ArrayList<>();
            long at = 0;
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                claims.add(new ShareClaim(at, random.nextInt(5) / 4.0));
                at += 1 + random.nextInt(2_000);
            }
            VirtualClock clock = new VirtualClock(claims, D);

            // Then
            double before = 0;
            for (long real = 0; real < at + 2_000; real += 7) {
                double now = clock.at(real);
                assertThat(now).as("%s at %d", claims, real).isGreaterThanOrEqualTo(before);
                assertThat(clock.reaches(now, 0)).as("%s at %d", claims, real).isLessThanOrEqualTo(real);
                before = now;
            }
        }
    }
}
