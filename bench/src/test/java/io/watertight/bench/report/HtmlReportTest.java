package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.Fault;
import io.watertight.bench.proof.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>");

    @Test
    void thePageNeedsNothingBesideIt() {
        // Given
        ProofReport report = SampleReport.of(Fault.NONE);

        // When
        String page = HtmlReport.render(report);

        // Then
        assertThat(page)
                .startsWith("<!doctype html>\n")
                .doesNotContain("<script")
                .doesNotContain("<link")
                .doesNotContain("src=")
                .doesNotContain("href=")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("://");
    }

    @Test
    void everyElementIsClosed() {
        // Given
        String page = HtmlReport.render(SampleReport.of(Fault.ADMITS_ONE_TOO_MANY));
        Deque<String> open = new ArrayDeque<>();

        // When
        TAG.matcher(page.substring(page.indexOf("<body>"), page.indexOf("</html>")))
                .results()
                .forEach(tag -> {
                    if (!tag.group(3).isEmpty()) {
                        return;
                    }
                    if (tag.group(1).isEmpty()) {
                        open.push(tag.group(2));
                    } else {
                        assertThat(open.pop()).isEqualTo(tag.group(2));
                    }
                });

        // Then
        assertThat(open).isEmpty();
    }

    @Test
    void theVerdictAndEveryLawAreOnThePage() {
        // Given
        ProofReport report = SampleReport.of(Fault.CLEANUP_STOPS_AFTER_FIRST_TICK);

        // When
        String page = HtmlReport.render(report);

        // Then
        assertThat(page)
                .contains("<strong>VIOLATED</strong><span>Broken: Population, Drain.</span>")
                .contains("<title>Watertight: VIOLATED, Local limiter, three replicas</title>");
        assertThat(report.laws())
                .hasSize(7)
                .allSatisfy(law -> assertThat(page)
                        .contains("<strong>" + law.title() + "</strong>")
                        .contains("<p>" + Markup.escape(law.evidence()) + "</p>"));
        assertThat(report.charts())
                .hasSize(9)
                .allSatisfy(chart -> assertThat(page).contains("<h3>" + chart.title() + "</h3>"));
    }

    @Test
    void whatComesFromOutsideIsEscaped() {
        // Given
        String hostile = "<script>alert('x')</script>&\"";
        ProofReport sample = SampleReport.of(Fault.NONE);
        Chart chart = new Chart(
                hostile,
                hostile,
                true,
                new Chart.Axis(hostile, Chart.Scale.LINEAR),
                new Chart.Axis(hostile, Chart.Scale.LINEAR),
                List.of(new Chart.Series(hostile, Chart.Tone.OBSERVED, Chart.Look.LINE, List.of(1.0), List.of(1.0))));
        ProofReport report = new ProofReport(
                ProofReport.SCHEMA_VERSION,
                hostile,
                hostile,
                hostile,
                Finding.INCONCLUSIVE,
                List.of(hostile),
                List.of(hostile),
                List.of(new Fact(hostile, hostile)),
                List.of(new LawRow(
                        hostile, hostile, Finding.HELD, hostile, new LawRow.WorstRow(hostile, 1L, 1, 1, 1, hostile))),
                List.of(chart),
                List.of(new ReplicaRow(hostile, hostile, null, null, null, null, null, 0, 0, 0, null)),
                new SharingRow(hostile, 1, hostile, hostile),
                List.of(new TimelineRow(1, 2.0, hostile)),
                sample.load(),
                List.of(new FactGroup(hostile, List.of(new Fact(hostile, hostile)))),
                hostile);

        // When
        String page = HtmlReport.render(report);

        // Then
        assertThat(page)
                .doesNotContain("<script")
                .doesNotContain("alert('x')")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;");
    }
}
