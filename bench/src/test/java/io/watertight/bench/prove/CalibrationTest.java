package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.localcluster.Chart;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void theHighestRateNeedsAllReplicasThoughARequestTakesHalfOfWhatItTookOnceGatewaysAreCompiled() throws IOException {
        AutoscalePlan plan = new AutoscalePlan(Chart.profile().between(2, 6), new TimeScale(15), 0, 1.75, 1, 6);

        Calibration found = Calibration.of(plan, 1200, 955);

        double usedMilli = 1200 * 955 / 2 / 1e3;
        double targetMilli = 0.7 * found.requestMilli();
        assertThat(usedMilli / targetMilli).isBetween(5.0, 6.0);
        assertThat(found.capacity() * found.requestMilli())
                .isEqualTo(plan.profile().pods().requestMilli());
    }
}
