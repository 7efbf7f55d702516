package io.watertight.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watertight.bench.load.SubjectMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every scenario of the registry, in several sizes. */
class ScenariosTest {
    /** Durations that no number of stages divides. */
    private static final List<Duration> DURATIONS = List.of(
            Duration.ofMillis(1009),
            Duration.ofSeconds(61),
            Duration.ofMinutes(7).plusMillis(1),
            Duration.ofMinutes(30),
            Duration.ofHours(24).plusMillis(7));

    static Stream<Scenario> all() {
        return Scenarios.all().stream();
    }

    @Test
    void theRegistryHasEveryScenarioByItsName() {
        assertThat(Scenarios.all())
                .extracting(Scenario::name)
                .containsExactly(
                        "constant-vus",
                        "ramping-vus",
                        "constant-arrival-rate",
                        "ramping-arrival-rate",
                        "autoscaling-gradual",
                        "hpa-baseline",
                        "fan-out-pulses",
                        "sustained",
                        "spike",
                        "soak",
                        "rolling-sub",
                        "rolling-with-revisit",
                        "pool-uniform",
                        "pool-zipf",
                        "fixed");
        assertThat(Scenarios.named("soak")).isPresent();
        assertThat(Scenarios.named("Soak")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theStagesOfEveryPartSumToTheDurationExactly(Scenario scenario) {
        for (Duration duration : DURATIONS) {
            ScenarioPlan plan = scenario.plan(Knobs.NONE.withDuration(duration));

            assertThat(plan.duration()).isEqualTo(duration);
            assertThat(plan.parts()).allSatisfy(part -> {
                assertThat(part.duration()).isEqualTo(duration);
                assertThat(part.stages())
                        .allSatisfy(stage -> assertThat(stage.duration()).isPositive());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyScheduleHoldsAsManyRequestsAsItsStages(Scenario scenario) {
        for (PlannedPart part : scenario.plan(Knobs.NONE).parts()) {
            double perUnit = part.unit() == Unit.PULSES ? 18 : 1;
            double requests = part.stages().stream()
                    .mapToDouble(stage -> (stage.from() + stage.to())
                            / 2
                            * perUnit
                            * stage.duration().toMillis()
                            / 1000)
                    .sum();

            if (part.unit() == Unit.USERS) {
                assertThat(part.schedule()).isEmpty();
            } else {
                assertThat(part.schedule().orElseThrow().requests()).isCloseTo(requests, within(1e-6));
            }
        }
    }

    @Test
    void whatThisMakesOfTheRegistryIsWhatTheCommittedTableSays() throws IOException {
        StringWriter table = new StringWriter();
        for (Scenario scenario : Scenarios.all()) {
            for (Duration duration : DURATIONS) {
                writeRows(table, scenario, Knobs.NONE.withDuration(duration), duration);
            }
        }
        for (String staircase : List.of("ramping-vus", "ramping-arrival-rate", "fan-out-pulses")) {
            Knobs knobs = Knobs.NONE.withDuration(Duration.ofSeconds(61)).withSteps(7);
            writeRows(table, Scenarios.named(staircase).orElseThrow(), knobs, Duration.ofSeconds(61));
        }

        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("stages.txt"))) {
            assertThat(table.toString())
                    .as("the k6 scripts are held to the same table; make both again where the registry was changed")
                    .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void writeRows(StringWriter table, Scenario scenario, Knobs knobs, Duration duration) {
        for (PlannedPart part : scenario.plan(knobs).parts()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%s %s %d steps=%d",
                    scenario.name(),
                    part.unit().name().toLowerCase(Locale.ROOT),
                    duration.toMillis(),
                    knobs.steps().orElse(0)));
            for (PlannedStage stage : part.stages()) {
                table.append(String.format(
                        Locale.ROOT, " %d:%.2f-%.2f", stage.duration().toMillis(), stage.from(), stage.to()));
            }
            table.append('\n');
        }
    }

    @Test
    void autoscalingGradualHasItsThreeThirdsAndItsSteps() {
        PlannedPart part = only("autoscaling-gradual", Knobs.NONE.withRate(300).withDuration(Duration.ofMinutes(80)));

        assertThat(part.stages()).hasSize(15);
        assertThat(part.stages().getFirst()).isEqualTo(new PlannedStage(Duration.ofSeconds(816), 150, 300));
        assertThat(part.stages().subList(1, 9))
                .extracting(PlannedStage::to)
                .containsExactly(399.0, 399.0, 501.0, 501.0, 600.0, 600.0, 699.0, 699.0);
        assertThat(part.stages().subList(9, 15))
                .extracting(PlannedStage::to)
                .containsExactly(600.0, 501.0, 399.0, 399.0, 300.0, 300.0);
        assertThat(sum(part.stages().subList(1, 9))).isEqualTo(Duration.ofMinutes(40));
        assertThat(sum(part.stages().subList(9, 15))).isEqualTo(Duration.ofSeconds(1584));
    }

    @Test
    void hpaBaselineGoesUpHoldsAndComesDownAndHasToBeQuick() {
        ScenarioPlan plan = Scenarios.named("hpa-baseline").orElseThrow().plan(Knobs.NONE);

        assertThat(plan.parts().getFirst().stages())
                .containsExactly(
                        new PlannedStage(Duration.ofMinutes(2), 5, 200),
                        new PlannedStage(Duration.ofMinutes(2), 200, 200),
                        new PlannedStage(Duration.ofMinutes(1), 200, 5));
        assertThat(plan.expectation()).isEqualTo(new Expectation(OptionalInt.of(500), OptionalInt.of(800), 0.02));
    }

    @Test
    void spikeJumps() {
        assertThat(only("spike", Knobs.NONE).stages())
                .containsExactly(
                        new PlannedStage(Duration.ofSeconds(30), 20, 20),
                        new PlannedStage(Duration.ofSeconds(60), 50, 50),
                        new PlannedStage(Duration.ofSeconds(120), 200, 200),
                        new PlannedStage(Duration.ofSeconds(60), 20, 20));
    }

    @Test
    void pulsesGoFromOneToSixAndEachIsAHundredAndEightyRequests() {
        PlannedPart part = only("fan-out-pulses", Knobs.NONE);

        assertThat(part.stages()).extracting(PlannedStage::to).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
        assertThat(Pulse.REQUESTS).isEqualTo(180);
        assertThat(part.schedule().orElseThrow().requests()).isEqualTo((1 + 2 + 3 + 4 + 5 + 6) * 6 * 180);
    }

    @Test
    void sustainedIsARateWithPulsesBesideIt() {
        ScenarioPlan plan = Scenarios.named("sustained")
                .orElseThrow()
                .plan(Knobs.NONE.withRate(40).withPulses(2));

        assertThat(plan.parts())
                .containsExactly(
                        new PlannedPart(Unit.REQUESTS, List.of(new PlannedStage(Duration.ofMinutes(10), 40, 40))),
                        new PlannedPart(Unit.PULSES, List.of(new PlannedStage(Duration.ofMinutes(10), 2, 2))));
    }

    @Test
    void staircasesHaveAsManyStepsAsWanted() {
        assertThat(only("ramping-vus", Knobs.NONE.withUsers(10).withSteps(4)).stages())
                .extracting(PlannedStage::to)
                .containsExactly(3.0, 5.0, 8.0, 10.0);
        assertThat(only(
                                "ramping-arrival-rate",
                                Knobs.NONE.withRate(100).withSteps(3).withDuration(Duration.ofMinutes(6)))
                        .stages())
                .containsExactly(
                        new PlannedStage(Duration.ofMinutes(1), 10, 10),
                        new PlannedStage(Duration.ofMinutes(1), 40, 40),
                        new PlannedStage(Duration.ofMinutes(1), 70, 70),
                        new PlannedStage(Duration.ofMinutes(3), 100, 100));
    }

    @Test
    void aFewUsersAreNeverNone() {
        assertThat(only("ramping-vus", Knobs.NONE.withUsers(1)).stages())
                .extracting(PlannedStage::to)
                .containsOnly(1.0);
    }

    @Test
    void subjectsAreTheScenariosUnlessSaidOtherwise() {
        Scenario zipf = Scenarios.named("pool-zipf").orElseThrow();

        assertThat(zipf.plan(Knobs.NONE).subjects()).isEqualTo(new SubjectMode.PoolZipf(1000, 1));
        assertThat(zipf.plan(Knobs.NONE.withSubjects(new SubjectMode.Fixed())).subjects())
                .isEqualTo(new SubjectMode.Fixed());
    }

    @Test
    void aDryRunPrintsEveryStageAndTheirSum() {
        StringWriter out = new StringWriter();

        Scenarios.named("hpa-baseline")
                .orElseThrow()
                .plan(Knobs.NONE.withDuration(Duration.ofMillis(1001)))
                .print(new PrintWriter(out));

        assertThat(out.toString().lines().map(String::strip))
                .containsExactly(
                        "hpa-baseline: requests",
                        "400 ms  5.00 to 200.00",
                        "400 ms  200.00 to 200.00",
                        "201 ms  200.00 to 5.00",
                        "1001 ms  in 3 stages");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spike | steps: scenario spike has none (leave it out)",
                "fixed | steps: scenario fixed has none (leave it out)"
            })
    void aKnobThatTurnsNothingIsRefused(String name, String message) {
        assertThatThrownBy(() -> Scenarios.named(name).orElseThrow().plan(Knobs.NONE.withSteps(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aDurationTooShortForItsStagesIsRefused() {
        assertThatThrownBy(() -> only("autoscaling-gradual", Knobs.NONE.withDuration(Duration.ofMillis(10))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration: 10ms (expected: at least one millisecond for each of 15 stages)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e8, Double.NaN})
    void anImpossibleRateIsRefused(double rate) {
        assertThatThrownBy(() -> Knobs.NONE.withRate(rate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate: " + rate + " (expected: above 0, at most 10000000)");
    }

    private static PlannedPart only(String name, Knobs knobs) {
        List<PlannedPart> parts =
                Scenarios.named(name).orElseThrow().plan(knobs).parts();
        assertThat(parts).hasSize(1);
        return parts.getFirst();
    }

    private static Duration sum(List<PlannedStage> stages) {
        return stages.stream().map(PlannedStage::duration).reduce(Duration.ZERO, Duration::plus);
    }
}
