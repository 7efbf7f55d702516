package io.watertight.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * One picture. Immutable.
 *
 * @param kind how it is drawn
 * @param description what it shows and what to conclude from it
 * @param queries at least one
 */
record Panel(Kind kind, String title, String description, Unit unit, List<Query> queries) {

    /** Grafana's name of the visualisation, and whether it shows the last values only. */
    enum Kind {
        LINES("timeseries", false),
        HEATMAP("heatmap", false),
        NUMBERS("stat", true);

        private final String type;
        private final boolean instant;

        Kind(String type, boolean instant) {
            this.type = type;
            this.instant = instant;
        }

        String type() {
            return type;
        }

        boolean instant() {
            return instant;
        }
    }

    Panel {
        queries = List.copyOf(queries);
    }

    static Panel lines(String title, Unit unit, String description) {
        return new Panel(Kind.LINES, title, description, unit, List.of());
    }

    static Panel heatmap(String title, Unit unit, String description) {
        return new Panel(Kind.HEATMAP, title, description, unit, List.of());
    }

    static Panel numbers(String title, Unit unit, String description) {
        return new Panel(Kind.NUMBERS, title, description, unit, List.of());
    }

    /** With one more query. */
    Panel of(String expression, String legend) {
        List<Query> more = new ArrayList<>(queries);
        more.add(new Query(expression, legend));
        return new Panel(kind, title, description, unit, more);
    }
}
