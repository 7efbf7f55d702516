package io.watertight.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The k6 scripts have every scenario of the registry, and the same pulses. What they compute is their own test's. */
class K6ScriptsTest {
    private static final Path SCRIPTS = Path.of("k6");

    @Test
    void everyScenarioHasItsScriptAndEveryScriptItsScenario() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".ts")))
                    .containsExactlyInAnyOrderElementsOf(Scenarios.all().stream()
                            .map(scenario -> scenario.name() + ".ts")
                            .toList());
        }
        for (Scenario scenario : Scenarios.all()) {
            assertThat(SCRIPTS.resolve(scenario.name() + ".ts"))
                    .content()
                    .contains("define('" + scenario.name() + "')");
        }
    }

    @Test
    void aPulseIsTheSameInBothEngines() {
        for (Pulse.Task task : Pulse.TASKS) {
            assertThat(SCRIPTS.resolve("lib/scenario.ts"))
                    .content()
                    .contains("{ count: " + task.count() + ", query: '" + task.query() + "' }");
        }
    }
}
