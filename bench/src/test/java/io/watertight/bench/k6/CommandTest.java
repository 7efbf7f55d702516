package io.watertight.bench.k6;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.Scenarios;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @Test
    void everyKnobThatIsTurnedIsHandedOnAndNoOther() {
        // Given
        Knobs knobs = Knobs.NONE.withRate(12.5).withSteps(3).withDuration(Duration.ofMillis(90_500));

        // When
        List<String> command = command("ramping-arrival-rate", knobs);

        // Then
        assertThat(command)
                .startsWith("/bin/k6", "run")
                .contains(
                        "EVIDENCE=true",
                        "BASE_URL=http://127.0.0.1:8080",
                        "PATHS=/api",
                        "GENERATOR_ID=7f",
                        "SEED=5",
                        "REQUESTS_PER_CONNECTION=50")
                .contains("SECRET_FILE=/out/key", "KID=k1", "SUMMARY=/out/k6-summary.json")
                .contains("RATE=12.5", "STEPS=3", "DURATION=90500ms")
                .noneMatch(
                        word -> word.startsWith("USERS=") || word.startsWith("PULSES=") || word.startsWith("SUBJECTS="))
                .endsWith("/scripts/ramping-arrival-rate.ts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rolling", "fixed", "pool-uniform:9", "pool-zipf:9:1.5", "rolling-with-revisit:0.25"})
    void subjectsAreWrittenAsTheyAreRead(String mode) {
        assertThat(command("rolling-sub", Knobs.NONE.withSubjects(SubjectMode.parse(mode))))
                .contains("SUBJECTS=" + mode);
    }

    private static List<String> command(String scenario, Knobs knobs) {
        return Command.of(
                new K6Plan(
                        new K6Binary(Path.of("/bin/k6"), "v2.2.0"),
                        Path.of("/scripts"),
                        Scenarios.named(scenario).orElseThrow(),
                        knobs,
                        "/api",
                        50,
                        "7f",
                        5,
                        Path.of("/out/key"),
                        "k1",
                        Path.of("/out")),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    }
}
