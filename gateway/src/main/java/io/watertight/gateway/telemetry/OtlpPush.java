package io.watertight.gateway.telemetry;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watertight.gateway.config.OtlpConfig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the metrics to a collector, one push after the other, on a thread of its own: a collector that is away, slow or answers with errors costs what it
 * was not sent, which the next push makes up for, and one line in the log until it is back. Safe for use by any thread.
 */
public final class OtlpPush implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpPush.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final OtlpConfig config;
    private final Supplier<MetricSnapshots> metrics;
    private final Map<String, String> resource;
    private final long startMillis = System.currentTimeMillis();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("otlp").factory());
    private long failed;

    private OtlpPush(OtlpConfig config, Supplier<MetricSnapshots> metrics, Map<String, String> resource) {
        this.config = config;
        this.metrics = metrics;
        this.resource = resource;
    }

    /**
     * Pushes for the first time after one step.
     *
     * @param metrics what a scrape would see; asked on the thread that pushes
     * @param resource attributes that say who sends
     */
    public static OtlpPush start(OtlpConfig config, Supplier<MetricSnapshots> metrics, Map<String, String> resource) {
        OtlpPush push = new OtlpPush(config, metrics, resource);
        long step = config.step().toMillis();
        Duration wait = config.step().compareTo(LONGEST_WAIT) < 0 ? config.step() : LONGEST_WAIT;
        push.thread.scheduleWithFixedDelay(() -> push.push(wait), step, step, TimeUnit.MILLISECONDS);
        return push;
    }

    private void push(Duration wait) {
        try {
            byte[] body = OtlpJson.of(metrics.get(), resource, startMillis, System.currentTimeMillis());
            HttpRequest request = HttpRequest.newBuilder(config.url())
                    .timeout(wait)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 == 2) {
                onPushed();
            } else {
                onFailed("status " + status);
            }
        } catch (IOException | RuntimeException e) {
            // an exception would end all pushes for good
            onFailed(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void onFailed(String cause) {
        if (failed++ == 0) {
            LOG.atWarn()
                    .setMessage("metrics not pushed; tried again at each step, and logged when it works")
                    .addKeyValue("url", config.url())
                    .addKeyValue("cause", cause)
                    .log();
        }
    }

    private void onPushed() {
        if (failed > 0) {
            LOG.atInfo()
                    .setMessage("metrics are pushed again")
                    .addKeyValue("url", config.url())
                    .addKeyValue("failed", failed)
                    .log();
            failed = 0;
        }
    }

    /** Pushes a last time, which may take a second, unless the last one failed. */
    @Override
    public void close() {
        thread.execute(() -> {
            if (failed == 0) {
                push(LAST_WAIT);
            }
        });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2 * LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
