package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.LatencyRound;
import io.watertight.bench.compare.Comparison.LoadRound;
import io.watertight.bench.text.Quantities;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks through the rounds for what makes them worth less than they look. Stateless. */
final class Objections {
    private static final double SATURATED = 0.9;

    private Objections() {}

    static List<String> of(List<LoadRound> cpu, List<LoadRound> saturation, List<LatencyRound> latency) {
        Set<String> objections = new LinkedHashSet<>();
        List<LoadRound> all = new ArrayList<>(cpu);
        all.addAll(saturation);
        for (LoadRound round : all) {
            String where = (round.peer().isEmpty() ? "the upstream" : round.peer()) + ", "
                    + round.rung().title() + ", " + round.connections() + " connections: ";
            if (round.refused() > 0) {
                objections.add(where + "some requests were refused, which is not the work that was to be measured");
            }
            if (round.failed() > 0) {
                objections.add(where + "some requests got no answer");
            }
            if (round.exhausted()) {
                objections.add(where + "subjects returned that should have been new");
            }
        }
        for (LoadRound round : saturation) {
            if (round.utilisation() < SATURATED) {
                objections.add(String.format(
                        Locale.ROOT,
                        "%s: not saturated, the client or the upstream was the limit (its processor was in use %s)",
                        round.peer(),
                        "below " + Quantities.percent(SATURATED)));
            }
        }
        for (LatencyRound round : latency) {
            if (!round.invalid().isEmpty()) {
                objections.add(round.peer() + " at " + round.ratePerSecond() + "/s: "
                        + round.invalid().getFirst());
            }
        }
        return List.copyOf(objections);
    }
}
