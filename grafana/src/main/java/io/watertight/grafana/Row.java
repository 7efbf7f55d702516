package io.watertight.grafana;

import java.util.List;

/**
 * Panels under one heading, in the order in which they are read.
 *
 * @param panels at least one
 */
record Row(String title, List<Panel> panels) {

    Row {
        panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
        return new Row(title, List.of(panels));
    }
}
