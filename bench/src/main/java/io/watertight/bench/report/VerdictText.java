package io.watertight.bench.report;

import io.watertight.bench.proof.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders a verdict as a table for the terminal. Immutable. */
public final class VerdictText {
    private static final int LAW_COLUMN = 17;
    private static final int FINDING_COLUMN = 15;
    private static final int WIDTH = 110;
    private static final String RESET = "\u001b[0m";

    private final boolean colour;

    public VerdictText(boolean colour) {
        this.colour = colour;
    }

    /**
     * Coloured if the output is a terminal that has colours and nobody has asked for none (see no-color.org).
     *
     * @param terminal whether standard output is a terminal
     * @param environment the environment variables
     */
    public static VerdictText forOutput(boolean terminal, Map<String, String> environment) {
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new VerdictText(terminal && !unwanted);
    }

    /** The table, ending in the verdict and a line feed. */
    public String render(ProofReport report) {
        StringBuilder text = new StringBuilder();
        for (LawRow law : report.laws()) {
            String indent = String.format(
                    Locale.ROOT,
                    "%-" + LAW_COLUMN + "s%s",
                    law.title(),
                    painted(
                            law.finding(),
                            String.format(Locale.ROOT, "%-" + FINDING_COLUMN + "s", VerdictWords.word(law.finding()))));
            List<String> lines = wrap(law.evidence(), WIDTH - LAW_COLUMN - FINDING_COLUMN);
            text.append(indent).append(lines.getFirst()).append('\n');
            for (String line : lines.subList(1, lines.size())) {
                text.append(" ".repeat(LAW_COLUMN + FINDING_COLUMN))
                        .append(line)
                        .append('\n');
            }
        }
        if (!report.sharing().mode().equals("local")) {
            text.append("\nMode ")
                    .append(report.sharing().mode())
                    .append("; slack: ")
                    .append(report.sharing().slack())
                    .append('\n');
        }
        report.environment().stream()
                .filter(group -> group.title().equals(FactGroup.AUTOSCALING))
                .flatMap(group -> group.facts().stream())
                .forEach(fact -> text.append(fact.name())
                        .append(": ")
                        .append(fact.value())
                        .append('\n'));
        text.append('\n')
                .append(painted(report.finding(), VerdictWords.word(report.finding())))
                .append("  ")
                .append(VerdictWords.sentence(report))
                .append('\n');
        for (String objection : report.objections()) {
            text.append("  - ").append(objection).append('\n');
        }
        return text.toString();
    }

    private String painted(Finding finding, String text) {
        String code = switch (finding) {
            case HELD -> "\u001b[32m";
            case VIOLATED -> "\u001b[1;31m";
            case INCONCLUSIVE -> "\u001b[33m";
            case NOT_APPLICABLE -> "\u001b[2m";
        };
        return colour ? code + text + RESET : text;
    }

    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
