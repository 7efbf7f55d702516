package io.watertight.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.cluster.FreePorts;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Prometheus that scrapes every second, with the rules of this module in it. Ends when it is closed. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_QUESTIONS_MILLIS = 250;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final ManagedProcess process;

    private Prometheus(int port, ManagedProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * A program of Debian's package prometheus.
     *
     * @throws IllegalStateException with the mend, where it is not on the PATH
     */
    static Path program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "no " + name
                                        + " on the PATH (install it: apt-get install prometheus; or leave out -Pprometheus, for nothing else needs it)"));
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param scrapeConfigs what it scrapes, as YAML
     */
    static Prometheus start(Path directory, String scrapeConfigs) throws IOException, InterruptedException {
        Path config = directory.resolve("prometheus.yaml");
        Files.writeString(config, """
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
                rule_files: [ "%s/*.yaml" ]
                scrape_configs:
                %s""".formatted(Catalogue.RULES.toAbsolutePath(), scrapeConfigs.indent(2)));
        int port = FreePorts.find(1).getFirst();
        ManagedProcess process = ManagedProcess.start(new Launch(
                "prometheus",
                List.of(
                        program("prometheus").toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port),
                directory.resolve("prometheus.log")));
        Prometheus started = new Prometheus(port, process);
        long end = System.nanoTime() + START_NANOS;
        while (!started.isReady()) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                process.close();
                throw new IOException("prometheus is not ready; see " + process.output());
            }
            TimeUnit.MILLISECONDS.sleep(BETWEEN_QUESTIONS_MILLIS);
        }
        return started;
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the expression says now: the samples of a vector. */
    List<JsonNode> query(String expression) throws IOException, InterruptedException {
        HttpResponse<String> response = get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
        JsonNode answer = JSON.readTree(response.body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(expression + ": " + response.body());
        }
        return answer.at("/data/result").valueStream().toList();
    }

    private HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
