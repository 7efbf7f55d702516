package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.control.ControlGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules as they are, on what real gateways export, correct and faulty ones. The rules look at minutes and hours, and a test should not: so the pages of
 * some seconds are recorded, and replayed by promtool as if each second had been a minute. What the gateways say in seconds is multiplied by as much; all
 * else stays what it was.
 */
@Tag("prometheus")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LeakAlertsTest {

    private static final int SLOWER = 60;
    private static final long SCRAPE_MILLIS = 500;
    private static final int SCRAPES_UNDER_LOAD = 30;
    private static final int SCRAPES_AFTER = 24;

    /** Half a second to full; the controls' cleanup takes 800 ms. */
    private static final String POLICY = "limit: 10/1s, burst: 5";

    private static final Map<String, Set<String>> FIRING = Map.of(
            "none", Set.of(),
            "cleanup-stops", Set.of("WatertightBucketsAboveBound", "WatertightRetentionNotFalling"),
            "no-quiet-cleanup", Set.of("WatertightBucketsAboveBound", "WatertightRetentionNotFalling"),
            "ledger-forgets", Set.of("WatertightLedgerOutOfBalance"));

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theLeakAlertsFireOnFaultyGatewaysAndOnNoOther(@TempDir Path directory) throws Exception {
        // Given
        List<Lab.Replica> replicas = new ArrayList<>();
        Map<String, List<String>> series = new LinkedHashMap<>();
        try (Lab lab = new Lab(directory)) {
            for (String fault : FIRING.keySet()) {
                replicas.add(lab.gateway(fault, ControlGateway.class, List.of(fault), 0, POLICY, ""));
            }
            try (Clients _ =
                    Clients.of(replicas.stream().map(Lab.Replica::listen).toList())) {
                record(replicas, SCRAPES_UNDER_LOAD, series);
            }
            record(replicas, SCRAPES_AFTER, series);
        }

        // When
        Path test = directory.resolve("leaks_test.yaml");
        Files.writeString(test, promtoolTest(series));

        // Then
        Promtool.assertSuccess("test", "rules", test.toString());
    }

    private void record(List<Lab.Replica> replicas, int scrapes, Map<String, List<String>> series) throws Exception {
        for (int i = 0; i < scrapes; i++) {
            long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SCRAPE_MILLIS);
            for (Lab.Replica replica : replicas) {
                URI page = URI.create("http://127.0.0.1:" + replica.admin().getPort() + "/metrics");
                http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                        .body()
                        .lines()
                        .filter(line -> line.matches(
                                "(watertight_(buckets|policy|share|limit_decisions)|process_start_time_seconds).*"))
                        .forEach(line -> sample(replica.name(), line, series));
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
    }

    private static void sample(String pod, String line, Map<String, List<String>> series) {
        int space = line.lastIndexOf(' ');
        String own = line.substring(0, space);
        String labels = "namespace=\"lab\", job=\"lab/gw\", pod=\"" + pod + "\"";
        String named = own.endsWith("}") ? own.replace("}", ", " + labels + "}") : own + "{" + labels + "}";
        double value = Double.parseDouble(line.substring(space + 1));
        if (own.startsWith("watertight_policy_") && own.contains("_seconds")) {
            value *= SLOWER;
        }
        series.computeIfAbsent(named, key -> new ArrayList<>()).add(String.valueOf(value));
    }

    private static String promtoolTest(Map<String, List<String>> series) {
        long interval = SCRAPE_MILLIS * SLOWER / 1000;
        long end = interval * (SCRAPES_UNDER_LOAD + SCRAPES_AFTER - 1);
        String input = series.entrySet().stream()
                .map(entry -> "      - { series: '%s', values: '%s' }\n"
                        .formatted(entry.getKey(), String.join(" ", entry.getValue())))
                .collect(Collectors.joining());
        return """
                rule_files: [ "%s" ]
                evaluation_interval: %ds
                tests:
                  - interval: %ds
                    input_series:
                %s    promql_expr_test:
                """.formatted(Catalogue.RULES.resolve("proof.yaml").toAbsolutePath(), interval, interval, input)
                + firing("WatertightBucketsAboveBound", end, podsWith("WatertightBucketsAboveBound"))
                + firing("WatertightRetentionNotFalling", end, podsWith("WatertightRetentionNotFalling"))
                + firing("WatertightLedgerOutOfBalance", end, podsWith("WatertightLedgerOutOfBalance"));
    }

    private static Set<String> podsWith(String alert) {
        return FIRING.entrySet().stream()
                .filter(entry -> entry.getValue().contains(alert))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String firing(String alert, long atSeconds, Set<String> pods) {
        assertThat(pods).as(alert).isNotEmpty();
        String samples = pods.stream()
                .map(pod -> "          - { labels: '{pod=\"%s\"}', value: 1 }\n".formatted(pod))
                .collect(Collectors.joining());
        return """
                      - expr: max by (pod) (ALERTS{alertname="%s", alertstate="firing"})
                        eval_time: %ds
                        exp_samples:
                """.formatted(alert, atSeconds) + samples;
    }
}
