package io.watertight.bench.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.k6.K6Binary;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScenarioLoadTest {
    private static final K6Binary K6 = new K6Binary(Path.of("k6"), "v2.2.0");

    @Test
    void theRateIsTheScenariosAtEachInstant() {
        // Given a tenth of 200 for 30 s, a quarter for 60 s, all of it for 120 s, a tenth again
        ScenarioLoad spike = load("spike", null);

        // Then
        assertThat(spike.schedule().perSecondAt(Duration.ofSeconds(29))).isEqualTo(20);
        assertThat(spike.schedule().perSecondAt(Duration.ofSeconds(31))).isEqualTo(50);
        assertThat(spike.schedule().perSecondAt(Duration.ofSeconds(209))).isEqualTo(200);
        assertThat(spike.schedule().perSecondAt(Duration.ofSeconds(270))).isZero();
        assertThat(spike.peakPerSecond()).isEqualTo(200);
    }

    @Test
    void aRampIsEven() {
        ScenarioLoad baseline = load("hpa-baseline", null);

        assertThat(baseline.schedule().perSecondAt(Duration.ofSeconds(60))).isEqualTo((5 + 200) / 2.0);
    }

    @Test
    void pulsesAndUsersNeedK6() {
        assertThatThrownBy(() -> load("sustained", null))
                .hasMessage("--scenario sustained: users and pulses are sent by k6 only (expected: --engine k6)");
        assertThatThrownBy(() -> load("constant-vus", null)).hasMessageStartingWith("--scenario constant-vus: users");
    }

    @Test
    void severalLoadsAreTakenTogetherAndUsersHaveNoRate() {
        // 80 per second, and 4 pulses of 180 requests in ten seconds
        assertThat(load("sustained", K6).peakPerSecond()).isEqualTo(80 + 4 * 180 / 10.0);
        assertThat(load("constant-vus", K6).peakPerSecond()).isZero();
    }

    private static ScenarioLoad load(String name, @Nullable K6Binary k6) {
        return new ScenarioLoad(Scenarios.named(name).orElseThrow(), Knobs.NONE, k6);
    }
}
