package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.hpa.TimeScale;
import io.watertight.bench.localcluster.Chart;
import io.watertight.bench.prove.Calibration.Usage;
import java.io.IOException;
import java.util.Map;
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

    @Test
    void aRequestTakesWhatTheGatewaysTookThatWereThereAllTheTime() throws IOException {
        double micros = Calibration.cpuMicrosPerRequest(
                Map.of("stays", new Usage(5_000_000_000L, 1000), "goes", new Usage(9_000_000_000L, 5000)),
                Map.of("stays", new Usage(5_500_000_000L, 2000), "comes", new Usage(100_000_000L, 10)));

        assertThat(micros).isEqualTo(500);
    }

    @Test
    void whatARequestTakesIsNotSaidWhereHardlyAnyWasServed() {
        assertThatThrownBy(() -> Calibration.cpuMicrosPerRequest(
                        Map.of("only", new Usage(0, 0)), Map.of("only", new Usage(1_000_000_000L, 99))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("served 99 ");
    }
}
