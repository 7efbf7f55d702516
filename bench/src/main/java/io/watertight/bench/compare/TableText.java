package io.watertight.bench.compare;

import java.util.List;

/** Writes tables for the terminal. Stateless. */
final class TableText {
    private static final String GAP = "  ";

    private TableText() {}

    /** The table with its heading, columns aligned, ending in an empty line. */
    static String render(Table table) {
        int[] widths = new int[table.columns().size()];
        measure(widths, table.columns());
        table.rows().forEach(row -> measure(widths, row));
        StringBuilder text = new StringBuilder(table.title()).append('\n');
        line(text, widths, table.columns());
        table.rows().forEach(row -> line(text, widths, row));
        return text.append('\n').toString();
    }

    private static void measure(int[] widths, List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).length());
        }
    }

    private static void line(StringBuilder text, int[] widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(GAP)
                    .append(cells.get(i))
                    .repeat(' ', widths[i] - cells.get(i).length());
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
