package io.watertight.bench.prove;

import io.watertight.bench.k6.K6Binary;
import io.watertight.bench.load.RateSchedule;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.proof.LawName;
import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.PlannedPart;
import io.watertight.bench.scenario.Scenario;
import io.watertight.bench.scenario.ScenarioPlan;
import io.watertight.bench.scenario.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scenario of the registry in place of the proof's own mix, and who sends it. Immutable.
 *
 * @param scenario what is sent how fast, on whose behalf
 * @param knobs its size
 * @param k6 null for the built-in engine, which sends requests at a rate and nothing else
 */
public record ScenarioLoad(
        Scenario scenario, Knobs knobs, @Nullable K6Binary k6) {

    /** @throws IllegalArgumentException if the scenario has no such size, or the engine cannot send it */
    public ScenarioLoad {
        List<PlannedPart> parts = scenario.plan(knobs).parts();
        if (k6 == null && (parts.size() != 1 || parts.getFirst().unit() != Unit.REQUESTS)) {
            throw new IllegalArgumentException(
                    "--scenario " + scenario.name() + ": users and pulses are sent by k6 only (expected: --engine k6)");
        }
    }

    /** The scenario in its size. */
    public ScenarioPlan plan() {
        return scenario.plan(knobs);
    }

    /**
     * When requests are due: those of the one part that there is; else at the mean rate of all parts, as far as they have one,
     * since users ask as fast as they are answered.
     */
    RateSchedule schedule() {
        List<RateSchedule> schedules = plan().parts().stream()
                .flatMap(part -> part.schedule().stream())
                .toList();
        return schedules.size() == 1
                ? schedules.getFirst()
                : RateSchedule.constant(
                        schedules.stream()
                                .mapToDouble(RateSchedule::meanPerSecond)
                                .sum(),
                        plan().duration());
    }

    /** The most requests per second that are due at any time. */
    public double peakPerSecond() {
        return schedule().stages().stream()
                .mapToDouble(stage -> Math.max(stage.fromPerSecond(), stage.toPerSecond()))
                .max()
                .orElse(0);
    }

    /** Laws that it need not show anything about, and why. */
    Map<LawName, String> mayLeaveUnshown() {
        String alone = "The load was scenario " + scenario.name() + " alone, ";
        Map<LawName, String> why = new EnumMap<>(LawName.class);
        String undenied = alone + "and nobody in it asked for more than the limit.";
        why.put(LawName.ADMISSION, undenied);
        why.put(LawName.NO_FALSE_DENIAL, undenied);
        if (subjectsStayTheSame()) {
            why.put(LawName.MEMORY, alone + "and too few subjects in it were new to tell a leak from drift.");
        }
        return why;
    }

    private boolean subjectsStayTheSame() {
        return switch (plan().subjects()) {
            case SubjectMode.Fixed _, SubjectMode.PoolUniform _, SubjectMode.PoolZipf _ -> true;
            case SubjectMode.Rolling _, SubjectMode.RollingWithRevisit _ -> false;
        };
    }

    /** As a report has it. */
    String text() {
        return "scenario " + scenario.name() + " by " + (k6 == null ? "the built-in engine" : "k6 " + k6.version());
    }
}
