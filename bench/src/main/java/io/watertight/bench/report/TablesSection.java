package io.watertight.bench.report;

import static io.watertight.bench.text.Quantities.count;
import static io.watertight.bench.text.Quantities.digits;
import static io.watertight.bench.text.Quantities.perSecond;
import static io.watertight.bench.text.Quantities.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables below the plots: ledgers, load, environment, configuration. Stateless. */
final class TablesSection {
    private static final String NOTHING = "–";

    private TablesSection() {}

    static void append(Markup page, ProofReport report) {
        ledgers(page, report.replicas());
        timeline(page, report.timeline());
        List<FactGroup> groups = new ArrayList<>();
        groups.add(new FactGroup("The limit across replicas", sharing(report.sharing())));
        groups.add(new FactGroup("Load generator", load(report.load())));
        groups.add(new FactGroup("Latency, from the instant a request was due", latencies(report.load())));
        groups.addAll(report.environment());
        page.tags("<section>\n<h2>Conditions</h2>\n<div class=\"facts\">\n");
        groups.forEach(group -> facts(page, group));
        page.tags("</div>\n</section>\n<section>\n<h2>To do it again</h2>\n")
                .element("pre", report.commandLine())
                .element("h3", "Configuration of the gateway")
                .element("pre", report.configuration())
                .tags("</section>\n");
    }

    private static void ledgers(Markup page, List<ReplicaRow> replicas) {
        page.tags("<section>\n<h2>Ledgers</h2>\n<div class=\"scroll\"><table class=\"numbers\">\n<thead><tr>")
                .tags("<th>Replica incarnation</th><th>Created</th><th>Expired</th><th>Live</th><th>Overflowed</th>")
                .tags("<th>Admitted</th><th>Denied</th><th>Subjects</th><th>Cadence (s)</th>")
                .tags("<th>CPU per request (µs)</th></tr></thead>\n<tbody>\n");
        for (ReplicaRow row : replicas) {
            page.tags("<tr><th scope=\"row\">")
                    .text(row.name())
                    .element("small", row.end())
                    .tags("</th>")
                    .element("td", orNothing(row.created()))
                    .element("td", orNothing(row.expired()))
                    .element("td", orNothing(row.live()))
                    .element("td", orNothing(row.overflowed()))
                    .element("td", count(row.admitted()))
                    .element("td", count(row.denied()))
                    .element("td", count(row.subjects()))
                    .element("td", orNothing(row.cleanupCadenceSeconds()))
                    .element("td", orNothing(row.cpuMicrosPerRequest()))
                    .tags("</tr>\n");
        }
        page.tags("</tbody>\n</table></div>\n")
                .element(
                        "p",
                        "note",
                        "Created, expired, live and overflowed are the replica's own books at their last reading; admitted,"
                                + " denied and subjects are what the generator saw. CPU is user and system time of the"
                                + " process, the collections that the bench asks for included.")
                .tags("</section>\n");
    }

    private static void timeline(Markup page, List<TimelineRow> timeline) {
        if (timeline.isEmpty()) {
            return;
        }
        page.tags("<section>\n<h2>What happened</h2>\n<div class=\"scroll\"><table class=\"pairs\">\n<tbody>\n");
        for (TimelineRow row : timeline) {
            String to = row.toSeconds() == null ? "" : " to " + digits(row.toSeconds());
            page.tags("<tr><th scope=\"row\">")
                    .text(digits(row.fromSeconds()) + to + " s")
                    .tags("</th>")
                    .element("td", row.what())
                    .tags("</tr>\n");
        }
        page.tags("</tbody>\n</table></div>\n</section>\n");
    }

    private static List<Fact> sharing(SharingRow sharing) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Mode", sharing.mode()));
        facts.add(new Fact("Replicas that hold one limit", count(sharing.members())));
        if (sharing.onOutage() != null) {
            facts.add(new Fact("While the store is away", sharing.onOutage()));
        }
        facts.add(new Fact("Slack beyond b + floor(rho*w)", sharing.slack()));
        return facts;
    }

    private static List<Fact> load(LoadTable load) {
        return List.of(
                new Fact("Scenario", load.scenario()),
                new Fact("Requests intended", count(load.intended())),
                new Fact("Requests sent", count(load.sent())),
                new Fact("Requests answered", count(load.answered())),
                new Fact("Never sent", count(load.dropped())),
                new Fact("Distinct subjects", count(load.distinctSubjects())),
                new Fact("Rate intended", perSecond(load.intendedPerSecond())),
                new Fact("Rate achieved", perSecond(load.achievedPerSecond())),
                new Fact(
                        "Answers by status",
                        load.statuses().stream()
                                .map(status -> status.status() + ": " + count(status.answers()))
                                .collect(Collectors.joining(", "))),
                new Fact("Generator's share of the CPU", percent(load.generatorCpuShare())));
    }

    private static List<Fact> latencies(LoadTable load) {
        return load.latencies().stream()
                .map(latency -> new Fact(
                        latency.percentile() == 100
                                ? "Longest"
                                : new AxisLayout.Percentile(latency.percentile()).label(latency.percentile()),
                        digits(latency.millis()) + " ms"))
                .toList();
    }

    private static void facts(Markup page, FactGroup group) {
        page.tags("<div>").element("h3", group.title()).tags("<table class=\"pairs\"><tbody>\n");
        for (Fact fact : group.facts()) {
            page.tags("<tr><th scope=\"row\">")
                    .text(fact.name())
                    .tags("</th>")
                    .element("td", fact.value())
                    .tags("</tr>\n");
        }
        page.tags("</tbody></table></div>\n");
    }

    private static String orNothing(@Nullable Long value) {
        return value == null ? NOTHING : count(value);
    }

    private static String orNothing(@Nullable Double value) {
        return value == null ? NOTHING : digits(value);
    }
}
