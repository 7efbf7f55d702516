package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateRuleTest {

    private static final List<Measurement> RUN = List.of(
            LinesOfResults.of("Limiter.decide", 30, 48, "limiter", "FLAT", "subjects", "1"),
            LinesOfResults.of("Limiter.decide", 300, 48, "limiter", "FLAT", "subjects", "1000000"),
            LinesOfResults.of("Limiter.decide", 60, 136, "limiter", "MAP", "subjects", "1"),
            LinesOfResults.of("Limiter.decide", 200, 136, "limiter", "MAP", "subjects", "1000000"));

    @Test
    void holdsEachMeasurementToItsBytes() {
        assertThat(GateRule.of("bytes Limiter.decide[limiter=FLAT] <= 48").check(RUN))
                .hasSize(2)
                .allMatch(finding -> finding.startsWith("ok"));
        assertThat(GateRule.of("bytes Limiter.decide <= 100").check(RUN))
                .filteredOn(finding -> finding.startsWith("FAILED"))
                .containsExactly(
                        "FAILED Limiter.decide[limiter=MAP,subjects=1,threads=1] allocates 136.0 bytes (at most 100.0)",
                        "FAILED Limiter.decide[limiter=MAP,subjects=1000000,threads=1] allocates 136.0 bytes (at most 100.0)");
    }

    @Test
    void dividesTheTimesOfThoseThatHaveTheOtherParametersInCommon() {
        assertThat(GateRule.of("time Limiter.decide[limiter=FLAT] / Limiter.decide[limiter=MAP] <= 1")
                        .check(RUN))
                .containsExactly(
                        "ok     Limiter.decide[limiter=FLAT,subjects=1,threads=1] takes 0.50 of"
                                + " Limiter.decide[limiter=MAP,subjects=1,threads=1] (at most 1.0)",
                        "FAILED Limiter.decide[limiter=FLAT,subjects=1000000,threads=1] takes 1.50 of"
                                + " Limiter.decide[limiter=MAP,subjects=1000000,threads=1] (at most 1.0)");
    }

    @Test
    void failsWhereNothingWasMeasuredThatItIsAbout() {
        assertThat(GateRule.of("bytes Limiter.forget <= 48").check(RUN))
                .containsExactly("FAILED bytes Limiter.forget <= 48: nothing was measured that it is about");
    }

    @Test
    void failsWhereBytesWereNotMeasured() {
        assertThat(GateRule.of("bytes Limiter.decide <= 48")
                        .check(List.of(LinesOfResults.of("Limiter.decide", 1, Double.NaN))))
                .singleElement()
                .asString()
                .startsWith("FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes A.b <= abc",
                "bytes A.b <= NaN",
                "time A.b / A.c <= -1",
                "bytes A.b[] <= 1",
                "bytes A.b[limiter] <= 1",
                "bytes A.b[limiter=] <= 1",
                "bytes A.b[limiter=FLAT,] <= 1",
                "bytes A.b[limiter=FLAT;subjects=1,x] <= 1"
            })
    void refusesWhatItWouldHaveToGuessAt(String rule) {
        assertThatIllegalArgumentException().isThrownBy(() -> GateRule.of(rule)).withMessageContaining(" (expected: ");
    }

    @Test
    void saysWhatARuleLooksLike() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateRule.of("time A.b <= 1"))
                .withMessage("time A.b <= 1 (expected: bytes A <= N, or time A / B <= N)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateRule.of("bytes decide <= 1"))
                .withMessage("decide (expected: Class.method or Class.method[parameter=value,...])");
    }

    @Test
    void theShippedRulesCanBeRead() throws IOException {
        assertThat(GateRule.read(Path.of("gate.txt"))).isNotEmpty();
    }
}
