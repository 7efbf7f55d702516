package io.watertight.bench.cli;

import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.PlannedPart;
import io.watertight.bench.scenario.Scenario;
import io.watertight.bench.scenario.ScenarioPlan;
import io.watertight.bench.scenario.Scenarios;
import io.watertight.bench.scenario.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a load of the registry. */
final class ScenarioOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            required = true,
            description = "such as rolling-sub, hpa-baseline, autoscaling-gradual or spike")
    private String name = "";

    @Option(names = "--steps", paramLabel = "N", description = "of one that goes up in steps (default: its own)")
    private @Nullable Integer steps;

    /**
     * What is named.
     *
     * @throws UsageException if there is no such scenario
     */
    Scenario scenario() {
        return Scenarios.named(name)
                .orElseThrow(() -> new UsageException(name + ": no such scenario (expected: "
                        + Scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", ")) + ")"));
    }

    /** Its size; what is null is the scenario's own. */
    Knobs knobs(@Nullable Double rate, @Nullable Duration duration, @Nullable SubjectMode subjects) {
        Knobs knobs = Knobs.NONE;
        knobs = rate == null ? knobs : knobs.withRate(rate);
        knobs = duration == null ? knobs : knobs.withDuration(duration);
        knobs = subjects == null ? knobs : knobs.withSubjects(subjects);
        return steps == null ? knobs : knobs.withSteps(steps);
    }

    /**
     * The load in a size; what is null is the scenario's own.
     *
     * @throws UsageException if there is no such scenario, or it has no size of this kind
     */
    ScenarioPlan plan(RateConverter.@Nullable Rate rate, @Nullable Duration duration, @Nullable SubjectMode subjects) {
        if (rate != null && rate.fromPerSecond() != rate.toPerSecond()) {
            throw new UsageException("a scenario has a shape of its own (give --rate one number)");
        }
        return scenario().plan(knobs(rate == null ? null : rate.toPerSecond(), duration, subjects));
    }

    /**
     * When the requests of a load are due.
     *
     * @throws UsageException if it is more than requests at a rate
     */
    static RateSchedule schedule(ScenarioPlan load) {
        return Optional.of(load.parts())
                .filter(parts -> parts.size() == 1)
                .map(List::getFirst)
                .filter(part -> part.unit() == Unit.REQUESTS)
                .flatMap(PlannedPart::schedule)
                .orElseThrow(() -> new UsageException(load.name()
                        + ": users and pulses are sent by k6 only (k6 run bench/k6/" + load.name() + ".ts)"));
    }
}
