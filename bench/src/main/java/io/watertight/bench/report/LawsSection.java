package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.duration;

import io.watertight.bench.proof.Finding;
import java.util.List;

/** The table of laws. Stateless. */
final class LawsSection {
    private LawsSection() {}

    static void append(Markup page, List<LawRow> laws) {
        page.tags("<section>\n<h2>Laws</h2>\n<table class=\"laws\">\n<thead><tr><th>Law</th><th>Finding</th>")
                .tags("<th>Evidence</th></tr></thead>\n<tbody>\n");
        for (LawRow law : laws) {
            String cssClass = VerdictWords.cssClass(law.finding());
            page.tags("<tr><td>")
                    .element("strong", law.title())
                    .element("p", law.statement())
                    .tags("</td><td><span class=\"finding " + cssClass + "\">")
                    .tags(VerdictWords.icon(law.finding()))
                    .text(VerdictWords.word(law.finding()))
                    .tags("</span></td><td>")
                    .element("p", law.evidence());
            appendWorst(page, law);
            page.tags("</td></tr>\n");
        }
        page.tags("</tbody>\n</table>\n</section>\n");
    }

    private static void appendWorst(Markup page, LawRow law) {
        LawRow.WorstRow worst = law.worst();
        if (worst == null) {
            return;
        }
        String subject = worst.subject() == null ? "" : ", subject " + worst.subject();
        page.element(
                "p",
                "worst",
                (law.finding() == Finding.VIOLATED ? "Worst: " : "Closest: ") + worst.replica() + subject + " at "
                        + duration((long) (worst.atSeconds() * 1e9)) + ", " + number(worst.observed()) + " "
                        + worst.unit() + ", " + number(worst.bound()) + " allowed");
    }

    private static String number(double value) {
        return value == Math.rint(value) ? count((long) value) : digits(value);
    }
}
