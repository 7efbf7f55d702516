package io.watertight.bench.scenario;

import io.watertight.bench.load.SubjectMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A scenario in a size: what an engine carries out. Immutable.
 *
 * @param name the scenario's
 * @param parts loads beside each other, all of them as long as each other; at least one
 * @param subjects on whose behalf
 * @param expectation what the run has to live up to
 */
public record ScenarioPlan(String name, List<PlannedPart> parts, SubjectMode subjects, Expectation expectation) {
    public ScenarioPlan {
        parts = List.copyOf(parts);
    }

    public Duration duration() {
        return parts.getFirst().duration();
    }

    /** Prints what a dry run shows: every stage, and their sum. */
    public void print(PrintWriter out) {
        for (PlannedPart part : parts) {
            out.printf(Locale.ROOT, "%s: %s%n", name, part.unit().name().toLowerCase(Locale.ROOT));
            for (PlannedStage stage : part.stages()) {
                out.printf(
                        Locale.ROOT, "%12d ms  %.2f to %.2f%n", stage.duration().toMillis(), stage.from(), stage.to());
            }
            out.printf(
                    Locale.ROOT,
                    "%12d ms  in %d stages%n",
                    part.duration().toMillis(),
                    part.stages().size());
        }
        out.flush();
    }
}
