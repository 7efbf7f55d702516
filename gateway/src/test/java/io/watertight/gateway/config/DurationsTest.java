package io.watertight.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0s, PT0S, 0s",
        "0h, PT0S, 0s",
        "20ms, PT0.02S, 20ms",
        "1500ms, PT1.5S, 1500ms",
        "5000ms, PT5S, 5s",
        "60s, PT1M, 1m",
        "90s, PT1M30S, 90s",
        "120m, PT2H, 2h",
        "999999999h, PT999999999H, 999999999h"
    })
    void aDurationIsAWholeNumberAndAUnit(String text, Duration duration, String shortest) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.text(duration)).isEqualTo(shortest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                " 5s",
                "-5s",
                "+5s",
                "05s",
                "1.5s",
                "1m30s",
                "5S",
                "5d",
                "5us",
                "1000000000s",
                "PT5S"
            })
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a whole number with ms, s, m or h, such as 20ms or 5s");
    }
}
