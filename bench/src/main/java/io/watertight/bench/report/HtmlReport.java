package io.watertight.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Renders a report as one HTML page that needs nothing beside it. Stateless. */
public final class HtmlReport {
    private static final String STYLE = style();

    private HtmlReport() {}

    /** The page. */
    public static String render(ProofReport report) {
        Markup page = new Markup();
        page.tags("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .tags("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .tags("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .tags("<title>")
                .text("Watertight: " + VerdictWords.word(report.finding()) + ", " + report.title())
                .tags("</title>\n<style>\n")
                .tags(STYLE)
                .tags("</style>\n</head>\n<body>\n<main>\n");
        header(page, report);
        verdict(page, report);
        method(page, report.method());
        LawsSection.append(page, report.laws());
        charts(page, report.charts());
        TablesSection.append(page, report);
        page.tags("</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static void header(Markup page, ProofReport report) {
        page.tags("<header>\n")
                .element("p", "brand", "Watertight")
                .element("h1", report.title())
                .tags("<p class=\"meta\">")
                .text(report.date())
                .tags("</p>\n</header>\n");
    }

    private static void verdict(Markup page, ProofReport report) {
        page.tags("<section class=\"verdict " + VerdictWords.cssClass(report.finding()) + "\">\n<div class=\"line\">")
                .tags(VerdictWords.icon(report.finding()))
                .element("strong", VerdictWords.word(report.finding()))
                .element("span", VerdictWords.sentence(report))
                .tags("</div>\n");
        if (!report.objections().isEmpty()) {
            page.tags("<ul>\n");
            report.objections().forEach(objection -> page.element("li", objection));
            page.tags("</ul>\n");
        }
        page.tags("<dl>\n");
        for (Fact fact : report.highlights()) {
            page.tags("<div>")
                    .element("dd", fact.value())
                    .element("dt", fact.name())
                    .tags("</div>\n");
        }
        page.tags("</dl>\n</section>\n");
    }

    private static void method(Markup page, List<String> sentences) {
        page.tags("<section class=\"method\">\n<h2>What was claimed, and how it was tested</h2>\n");
        sentences.forEach(sentence -> page.element("p", sentence));
        page.tags("</section>\n");
    }

    private static void charts(Markup page, List<Chart> charts) {
        if (charts.isEmpty()) {
            return;
        }
        page.tags("<section>\n<h2>Evidence</h2>\n<div class=\"charts\">\n");
        for (Chart chart : charts) {
            page.tags(chart.wide() ? "<figure class=\"wide\">\n" : "<figure>\n")
                    .tags("<figcaption>")
                    .element("h3", chart.title())
                    .element("p", chart.caption())
                    .tags("</figcaption>\n")
                    .tags(SvgPlot.draw(chart));
            legend(page, chart.series());
            page.tags("</figure>\n");
        }
        page.tags("</div>\n</section>\n");
    }

    private static void legend(Markup page, List<Chart.Series> series) {
        page.tags("<ul class=\"legend\">\n");
        Set<String> named = new HashSet<>();
        for (Chart.Series one : series) {
            if (!named.add(one.name())) {
                continue;
            }
            page.tags("<li>" + SvgPlot.swatch(one)).text(one.name()).tags("</li>\n");
        }
        page.tags("</ul>\n");
    }

    /** The style sheet of all pages. */
    public static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is not on the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
