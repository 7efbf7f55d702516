package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;

/** The table of values in the chart's README, between two marks. */
final class ValuesTable {

    static final String BEGIN = "<!-- values: written by helm/generate -->\n";
    static final String END = "<!-- end of values -->\n";

    /** A default that is longer is better read in values.yaml. */
    private static final int LONGEST = 60;

    private ValuesTable() {}

    /**
     * The README with its table made anew.
     *
     * @throws IllegalArgumentException if it has no place for one
     */
    static String into(String readme, List<Value> values) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("README.md (expected: the lines " + BEGIN.strip() + " and " + END.strip()
                    + ", where the table belongs)");
        }
        return readme.substring(0, begin + BEGIN.length()) + table(values) + readme.substring(end);
    }

    private static String table(List<Value> values) {
        return values.stream()
                .map(ValuesTable::row)
                .collect(Collectors.joining("", "| Value | Default | May be | Meaning |\n|---|---|---|---|\n", ""));
    }

    private static String row(Value value) {
        return "| `" + value.name() + "` | " + standard(value.standard()) + " | "
                + value.type().words() + " | " + value.description().replace("|", "\\|") + " |\n";
    }

    private static String standard(JsonNode node) {
        String text = node.toString();
        return text.length() > LONGEST ? "see `values.yaml`" : "`" + text + "`";
    }
}
