package io.watertight.grafana;

import java.util.List;

/**
 * One page.
 *
 * @param name of the file, and behind {@code watertight-} what Grafana knows it by
 * @param description whom it is for
 */
record Dashboard(String name, String title, String description, List<Row> rows) {

    Dashboard {
        rows = List.copyOf(rows);
    }

    static Dashboard of(String name, String title, String description, Row... rows) {
        return new Dashboard(name, title, description, List.of(rows));
    }

    String uid() {
        return "watertight-" + name;
    }
}
