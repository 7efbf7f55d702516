package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.localcluster.Chart;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AutoscalePlanTest {

    private static final Duration DURATION = Duration.ofSeconds(250);

    @Test
    void theLoadIsHighestAtEachPeakAndLowBetweenThem() throws IOException {
        AutoscalePlan plan = new AutoscalePlan(Chart.profile().between(1, 12), new TimeScale(30), 0, 1, 6, 100);

        RateSchedule schedule = plan.schedule(720, ProofPlan.warmUpOf(DURATION), DURATION);

        assertThat(plan.peaks(DURATION)).hasSize(6).allSatisfy(peak -> {
            assertThat(schedule.perSecondAt(peak)).isEqualTo(720);
            // a third of a wave later the autoscaler has something to take away
            assertThat(schedule.perSecondAt(peak.plusSeconds(12))).isLessThan(60);
        });
    }
}
