package io.watertight.bench.compare;

import java.util.List;

/**
 * A table of texts, for whoever renders it. Immutable.
 *
 * @param title its heading
 * @param note how it is to be read; may be empty
 * @param columns headings, the first of the rows' names
 * @param rows as many cells each as there are columns
 */
record Table(String title, String note, List<String> columns, List<List<String>> rows) {
    /** @throws IllegalArgumentException if a row has not as many cells as there are columns */
    Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        title + ": a row of " + row.size() + " cells (expected: " + columns.size() + ")");
            }
        }
    }
}
