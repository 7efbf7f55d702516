package io.watertight.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.load.TokenSigner;
import io.watertight.bench.load.TokenTemplate;
import io.watertight.gateway.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs a gateway to be observed: CPU time of its process for a request, median of interleaved rounds over four gateways of one run. The table goes to
 * {@code target/observability-cost.md}. It judges nothing but that the rounds were sound: see {@code cost.sh}.
 *
 * <p>Nobody asks the first one; its histograms are counted all the same. Scrapes and pushes come once a second, much more often than anybody needs, so that
 * some fall into each round.
 */
@Tag("cost")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ObservabilityCostTest {

    private static final Path TABLE = Path.of("target", "observability-cost.md");
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 3;
    private static final int REQUESTS = 4000;
    private static final int CONNECTIONS = 8;
    private static final int SUBJECTS = 1000;

    private enum Watched {
        OFF("nobody asks", ""),
        SCRAPED("scraped once a second", ""),
        PUSHED("pushed by OTLP once a second", "telemetry: { otlp: { url: \"%s\", step: 1s } }\n"),
        LOGGED("access log", "accessLog: true\n");

        private final String description;
        private final String config;

        Watched(String description, String config) {
            this.description = description;
            this.config = config;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatItCostsToBeObserved(@TempDir Path directory) throws Exception {
        List<String> tokens = tokens();
        Map<Watched, Lab.Replica> gateways = new EnumMap<>(Watched.class);
        Map<Watched, List<Double>> micros = new EnumMap<>(Watched.class);
        try (Lab lab = new Lab(directory);
                OtlpReceiver receiver = new OtlpReceiver(List.of(200))) {
            for (Watched each : Watched.values()) {
                gateways.put(
                        each,
                        lab.gateway(
                                each.name(),
                                Main.class,
                                List.of(),
                                0,
                                "limit: 1000000/1s, burst: 1000000",
                                each.config.formatted(receiver.url())));
                micros.put(each, new ArrayList<>());
            }
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                for (Watched each : Watched.values()) {
                    double cost = round(tokens, each, Objects.requireNonNull(gateways.get(each)));
                    if (round >= 0) {
                        Objects.requireNonNull(micros.get(each)).add(cost);
                    }
                }
            }
        }
        Files.writeString(TABLE, table(micros));
        assertThat(micros.values()).allSatisfy(rounds -> assertThat(rounds).hasSize(ROUNDS));
    }

    /** Microseconds of CPU for a request. */
    private double round(List<String> tokens, Watched watched, Lab.Replica gateway) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + gateway.listen().getPort() + "/api");
        AtomicInteger next = new AtomicInteger();
        long before = ProcessStats.read(gateway.process().pid()).cpuNanos();
        List<Future<?>> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (int client = 0; client < CONNECTIONS; client++) {
                clients.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < REQUESTS; i = next.getAndIncrement()) {
                        assertThat(status(uri, tokens.get(i % tokens.size()))).isEqualTo(200);
                    }
                    return null;
                }));
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                if (watched == Watched.SCRAPED) {
                    scrape(gateway);
                }
            }
        }
        for (Future<?> client : clients) {
            client.get();
        }
        long after = ProcessStats.read(gateway.process().pid()).cpuNanos();
        return (after - before) / 1e3 / REQUESTS;
    }

    private int status(URI uri, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void scrape(Lab.Replica gateway) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + gateway.admin().getPort() + "/metrics");
        http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding());
    }

    private static List<String> tokens() {
        TokenSigner signer = new TokenSigner(TokenTemplate.hs256(Lab.SECRET, "k1", Duration.ofHours(1)));
        long now = Instant.now().getEpochSecond();
        return IntStream.range(0, SUBJECTS)
                .mapToObj(subject -> signer.sign("s-" + subject, now))
                .toList();
    }

    private static String table(Map<Watched, List<Double>> micros) {
        StringBuilder table = new StringBuilder("""
                | observed | CPU for a request, us: median [least, most] of %d rounds | of the first |
                |---|---|---|
                """.formatted(ROUNDS));
        double off = median(micros.getOrDefault(Watched.OFF, List.of()));
        micros.forEach((watched, rounds) -> {
            double[] sorted =
                    rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f [%.1f, %.1f] | %.2f |%n",
                    watched.description,
                    median(rounds),
                    sorted[0],
                    sorted[sorted.length - 1],
                    median(rounds) / off));
        });
        return table.toString();
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
