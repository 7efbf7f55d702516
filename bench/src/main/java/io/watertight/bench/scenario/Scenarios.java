package io.watertight.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.load.SubjectMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The registry of load scenarios. Immutable. */
public final class Scenarios {
    private static final String FILE = "scenarios.json";
    private static final List<Scenario> ALL = read();

    private Scenarios() {}

    /** Every scenario, in the order of the registry. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** The scenario of a name, if there is one. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }

    private static List<Scenario> read() {
        try (InputStream in = Objects.requireNonNull(Scenarios.class.getResourceAsStream(FILE), FILE)) {
            List<Scenario> scenarios = new ArrayList<>();
            new ObjectMapper().readTree(in).forEach(node -> scenarios.add(scenario(node)));
            return List.copyOf(scenarios);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE, unreadable);
        }
    }

    private static Scenario scenario(JsonNode node) {
        List<Part> parts = new ArrayList<>();
        node.required("parts").forEach(part -> parts.add(part(part)));
        return new Scenario(
                node.required("name").textValue(),
                node.required("summary").textValue(),
                Duration.parse("PT" + node.required("duration").textValue()),
                parts,
                SubjectMode.parse(node.required("subjects").textValue()),
                node.has("expect") ? expectation(node.required("expect")) : Expectation.DEFAULT);
    }

    private static Part part(JsonNode node) {
        return new Part(
                Unit.of(node.required("unit").textValue()),
                node.required("peak").doubleValue(),
                node.has("staircase") ? staircase(node.required("staircase")) : stages(node.required("stages")));
    }

    private static Shape staircase(JsonNode node) {
        return new Shape.Staircase(
                node.required("steps").intValue(),
                node.required("start").doubleValue(),
                node.required("hold").intValue());
    }

    private static Shape stages(JsonNode node) {
        List<ShapeStage> stages = new ArrayList<>();
        node.forEach(stage -> stages.add(new ShapeStage(
                stage.required(0).intValue(),
                stage.required(1).doubleValue(),
                stage.required(2).doubleValue())));
        return new Shape.Fixed(List.copyOf(stages));
    }

    private static Expectation expectation(JsonNode node) {
        return new Expectation(
                OptionalInt.of(node.required("p95Millis").intValue()),
                OptionalInt.of(node.required("p99Millis").intValue()),
                node.required("failedShare").doubleValue());
    }
}
