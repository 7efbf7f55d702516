package io.watertight.bench.k6;

import io.watertight.bench.scenario.Knobs;
import io.watertight.bench.scenario.PlannedPart;
import io.watertight.bench.scenario.Scenario;
import io.watertight.bench.scenario.ScenarioPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A scenario for k6, and on whose behalf. Immutable.
 *
 * @param k6 the program
 * @param scripts the folder of the scripts, {@code bench/k6} of a checkout
 * @param scenario what is sent how fast
 * @param knobs its size
 * @param target path of the requests, with a slash first
 * @param requestsPerConnection after which a user ends a connection; 0 keeps it
 * @param generatorId 1 to 32 letters, digits, dots or underscores; part of every subject's name
 * @param seed of all that is drawn, 0..4294967295
 * @param secretFile the key of the tokens
 * @param keyId its {@code kid}
 * @param directory where {@code k6.log}, {@code k6-summary.json} and {@code k6.html} go; must exist
 */
public record K6Plan(
        K6Binary k6,
        Path scripts,
        Scenario scenario,
        Knobs knobs,
        String target,
        int requestsPerConnection,
        String generatorId,
        long seed,
        Path secretFile,
        String keyId,
        Path directory) {

    /** The scenario in its size. */
    public ScenarioPlan load() {
        return scenario.plan(knobs);
    }

    /** The names of its streams: what a subject's name begins with. */
    public List<String> streams() {
        return load().parts().stream().map(K6Plan::stream).toList();
    }

    private static String stream(PlannedPart part) {
        return part.unit().name().substring(0, 1).toLowerCase(Locale.ROOT);
    }

    /** What k6 itself counted, as JSON. */
    public Path summary() {
        return directory.resolve("k6-summary.json");
    }

    /** k6's own page of the run. */
    public Path page() {
        return directory.resolve("k6.html");
    }

    Path log() {
        return directory.resolve("k6.log");
    }
}
