package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.gateway.config.ConfigLoader;
import io.watertight.gateway.lifecycle.Gateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real gateway against what dashboards, rules and documentation name. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ExportedMetricsTest {

    private static final Path DOCUMENTATION = Path.of("..", "docs", "configuration.md");
    private static final Pattern OF_THE_CLUSTER = Pattern.compile("(kube|container)_.*");
    private static final Pattern RECORDED = Pattern.compile("watertight:.*");

    private static String page = "";

    @BeforeAll
    static void scrape(@TempDir Path directory) throws Exception {
        Path config = directory.resolve("gateway.yaml");
        Files.writeString(config, """
                listen: 127.0.0.1:0
                admin: 127.0.0.1:0
                threads: 1
                policies: { default: { limit: 1/1s, burst: 1 } }
                routes: [ { path: /, upstream: nobody, auth: none } ]
                upstreams: { nobody: { endpoints: [ "127.0.0.1:1" ] } }
                shutdown: { propagation: 0s, deadline: 0s }
                """);
        try (Gateway gateway = Gateway.start(ConfigLoader.load(config), Gateway.LIMITERS);
                HttpClient http = HttpClient.newHttpClient()) {
            get(http, gateway.address().getPort(), "/");
            // a collection is told of on another thread
            while (!page.contains("jvm_gc_pause_seconds_count")) {
                System.gc();
                page = get(http, gateway.adminAddress().getPort(), "/metrics");
            }
        }
    }

    private static String get(HttpClient http, int port, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void noQueryNamesAMetricThatAGatewayDoesNotExport() {
        Set<String> samples = page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceFirst("[{ ].*", ""))
                .collect(Collectors.toSet());
        assertThat(named())
                .filteredOn(name -> !OF_THE_CLUSTER.matcher(name).matches())
                .filteredOn(name -> !RECORDED.matcher(name).matches())
                .isNotEmpty()
                .isSubsetOf(samples);
    }

    @Test
    void whatARuleRecordsIsNamedAsARuleRecordsIt() {
        assertThat(named())
                .filteredOn(name -> RECORDED.matcher(name).matches())
                .hasSameElementsAs(Catalogue.records().stream()
                        .map(rule -> rule.get("record").asText())
                        .toList());
    }

    @Test
    void everyMetricThatAGatewayExportsIsShownOrDocumented() throws IOException {
        Set<String> named = named();
        String documentation = Files.readString(DOCUMENTATION);
        assertThat(families())
                .isNotEmpty()
                .allSatisfy(family -> assertThat(documentation.contains("`" + family + "`")
                                || named.stream().anyMatch(name -> name.matches(family + "(_bucket|_count|_sum)?")))
                        .as("%s is on a dashboard, in a rule, or in %s", family, DOCUMENTATION)
                        .isTrue());
    }

    @Test
    void theDocumentationNamesNoMetricThatAGatewayDoesNotExport() throws IOException {
        Set<String> families = families();
        assertThat(Pattern.compile("`(watertight_[a-z_]+)`")
                        .matcher(Files.readString(DOCUMENTATION))
                        .results()
                        .map(result -> result.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(families).contains(name));
    }

    private static Set<String> families() {
        return page.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toSet());
    }

    private static Set<String> named() {
        Set<String> names = new LinkedHashSet<>();
        Catalogue.all().forEach(expression -> names.addAll(PromQl.metrics(expression.text())));
        return names;
    }
}
