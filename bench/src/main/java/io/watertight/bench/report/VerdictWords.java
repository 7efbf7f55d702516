package io.watertight.bench.report;

import io.watertight.bench.proof.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** How findings are spelled and marked, on the page and in the terminal. Stateless. */
final class VerdictWords {
    private VerdictWords() {}

    static String word(Finding finding) {
        return switch (finding) {
            case HELD -> "HELD";
            case VIOLATED -> "VIOLATED";
            case INCONCLUSIVE -> "INCONCLUSIVE";
            case NOT_APPLICABLE -> "NOT APPLICABLE";
        };
    }

    static String cssClass(Finding finding) {
        return switch (finding) {
            case HELD -> "held";
            case VIOLATED -> "violated";
            case INCONCLUSIVE -> "inconclusive";
            case NOT_APPLICABLE -> "not-applicable";
        };
    }

    /** A mark that does not rely on colour. */
    static String icon(Finding finding) {
        String mark = switch (finding) {
            case HELD -> "M6.5,12.5 l4,4 l7.5,-9";
            case VIOLATED -> "M8,8 l8,8 M16,8 l-8,8";
            case INCONCLUSIVE -> "M9,9.5 a3,3 0 1 1 3,3.2 v1.3 M12,17 v0.2";
            case NOT_APPLICABLE -> "M8,12 h8";
        };
        return "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><circle cx=\"12\" cy=\"12\" r=\"11\"/>"
                + "<path d=\"" + mark + "\"/></svg>";
    }

    /** The verdict in one sentence. */
    static String sentence(ProofReport report) {
        return switch (report.finding()) {
            case HELD -> "Every law held, in a run that could have shown otherwise.";
            case VIOLATED -> "Broken: " + titles(report.laws(), Finding.VIOLATED) + ".";
            case INCONCLUSIVE, NOT_APPLICABLE -> inconclusive(report);
        };
    }

    private static String inconclusive(ProofReport report) {
        String open = titles(report.laws(), Finding.INCONCLUSIVE);
        if (open.isEmpty()) {
            return "No law was broken, but the run could not have shown it.";
        }
        return "No law was broken, but the run could not show enough: " + open + ".";
    }

    private static String titles(List<LawRow> laws, Finding finding) {
        return laws.stream()
                .filter(law -> law.finding() == finding)
                .map(LawRow::title)
                .collect(Collectors.joining(", "));
    }
}
