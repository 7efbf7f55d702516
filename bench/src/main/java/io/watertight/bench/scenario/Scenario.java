package io.watertight.bench.scenario;

import io.watertight.bench.load.SubjectMode;
import java.time.Duration;
import java.util.List;

/** A load scenario of the registry: a shape without size, and the size it has if nobody says otherwise. Immutable. */
public final class Scenario {
    private final String name;
    private final String summary;
    private final Duration duration;
    private final List<Part> parts;
    private final SubjectMode subjects;
    private final Expectation expectation;

    Scenario(
            String name,
            String summary,
            Duration duration,
            List<Part> parts,
            SubjectMode subjects,
            Expectation expectation) {
        this.name = name;
        this.summary = summary;
        this.duration = duration;
        this.parts = List.copyOf(parts);
        this.subjects = subjects;
        this.expectation = expectation;
    }

    public String name() {
        return name;
    }

    /** What it is, as one clause. */
    public String summary() {
        return summary;
    }

    /**
     * The scenario in a size.
     *
     * @throws IllegalArgumentException if the duration is too short for its stages, or a knob is given that turns nothing
     */
    public ScenarioPlan plan(Knobs knobs) {
        requireUse(knobs.requestsPerSecond().isPresent(), "rate", has(Unit.REQUESTS));
        requireUse(knobs.pulsesPerTenSeconds().isPresent(), "pulses", has(Unit.PULSES));
        requireUse(knobs.users().isPresent(), "users", has(Unit.USERS));
        requireUse(
                knobs.steps().isPresent(),
                "steps",
                parts.stream().anyMatch(part -> part.shape().defaultSteps() > 0));
        Duration whole = knobs.duration().orElse(duration);
        return new ScenarioPlan(
                name,
                parts.stream()
                        .map(part -> part.plan(
                                whole,
                                knobs.peak(part),
                                knobs.steps().orElse(part.shape().defaultSteps())))
                        .toList(),
                knobs.subjects().orElse(subjects),
                expectation);
    }

    private boolean has(Unit unit) {
        return parts.stream().anyMatch(part -> part.unit() == unit);
    }

    private void requireUse(boolean given, String knob, boolean used) {
        if (given && !used) {
            throw new IllegalArgumentException(knob + ": scenario " + name + " has none (leave it out)");
        }
    }
}
