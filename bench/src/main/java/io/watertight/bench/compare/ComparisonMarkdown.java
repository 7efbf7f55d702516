package io.watertight.bench.compare;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a comparison as Markdown. Stateless. */
final class ComparisonMarkdown {
    private ComparisonMarkdown() {}

    static String render(Comparison comparison) {
        StringBuilder text = new StringBuilder("# Comparison\n\n")
                .append(comparison.date())
                .append(", `")
                .append(comparison.commandLine())
                .append("`, ")
                .append(MachineText.sentence(comparison.machine()))
                .append("\n\n");
        if (!comparison.objections().isEmpty()) {
            text.append("Worth less than it looks, because:\n\n");
            comparison
                    .objections()
                    .forEach(objection -> text.append("- ").append(objection).append('\n'));
            text.append('\n');
        }
        for (Table table : ComparisonTables.of(comparison)) {
            append(text, table);
        }
        text.append("## Method\n\n");
        comparison
                .method()
                .forEach(sentence -> text.append("- ").append(sentence).append('\n'));
        return text.toString();
    }

    private static void append(StringBuilder text, Table table) {
        text.append("## ").append(table.title()).append("\n\n");
        if (!table.note().isEmpty()) {
            text.append(table.note()).append("\n\n");
        }
        line(text, table.columns());
        line(text, table.columns().stream().map(column -> "---").toList());
        table.rows().forEach(row -> line(text, row));
        text.append('\n');
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }
}
