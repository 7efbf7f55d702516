package io.watertight.bench.compare;

import io.watertight.bench.compare.Comparison.PeerFacts;
import io.watertight.bench.report.HtmlReport;
import io.watertight.bench.report.Markup;
import java.util.List;

/** Renders a comparison as one HTML page that needs nothing beside it. Stateless. */
final class ComparisonPage {
    private ComparisonPage() {}

    static String render(Comparison comparison) {
        Markup page = new Markup();
        page.tags("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .tags("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .tags("<title>Watertight: gateways side by side</title>\n<style>\n")
                .tags(HtmlReport.style())
                .tags("</style>\n</head>\n<body>\n<main>\n<header>\n")
                .element("p", "brand", "Watertight")
                .element("h1", "Gateways side by side")
                .element(
                        "p",
                        "meta",
                        comparison.date() + ", " + comparison.commandLine() + ", "
                                + MachineText.sentence(comparison.machine()))
                .tags("</header>\n");
        list(page, "Worth less than it looks, because", comparison.objections());
        ComparisonTables.of(comparison).forEach(table -> append(page, table));
        list(page, "Method", comparison.method());
        comparison.peers().forEach(peer -> append(page, peer));
        return page.tags("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(Markup page, Table table) {
        page.tags("<section>\n").element("h2", table.title());
        page.tags("<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr>");
        table.columns().forEach(column -> page.element("th", column));
        page.tags("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            page.tags("<tr>").element("th", row.getFirst());
            row.subList(1, row.size()).forEach(cell -> page.element("td", cell));
            page.tags("</tr>\n");
        }
        page.tags("</tbody>\n</table></div>\n");
        if (!table.note().isEmpty()) {
            page.element("p", "note", table.note());
        }
        page.tags("</section>\n");
    }

    private static void list(Markup page, String title, List<String> sentences) {
        if (!sentences.isEmpty()) {
            page.tags("<section>\n").element("h2", title).tags("<ul>\n");
            sentences.forEach(sentence -> page.element("li", sentence));
            page.tags("</ul>\n</section>\n");
        }
    }

    private static void append(Markup page, PeerFacts peer) {
        page.tags("<section>\n").element("h2", peer.title() + ": how it was run");
        page.element("p", "note", peer.version());
        if (!peer.untried().isEmpty()) {
            page.element("p", "note", "Untried: " + peer.untried());
        }
        page.tags("<ul>\n");
        peer.tuning().forEach(sentence -> page.element("li", sentence));
        peer.remarks().forEach(sentence -> page.element("li", sentence));
        peer.documentation().forEach(link -> page.element("li", link));
        page.tags("</ul>\n").element("pre", peer.command());
        peer.configuration().forEach((name, text) -> page.element("h3", name).element("pre", text));
        page.tags("</section>\n");
    }
}
