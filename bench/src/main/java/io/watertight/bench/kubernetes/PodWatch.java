package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process in a pod, from the first time that it is seen to its end. Its log is followed all the time: the node throws it away
 * with the pod, and the obituary is its last line. Used by one thread; the log is read by another.
 */
final class PodWatch {
    private static final long LAST_WORDS_MILLIS = 3_000;

    /** Enough for what a gateway says while it leaves; its obituary is the last. */
    private static final int TAIL = 50;

    private final ClusterConnection cluster;
    private final Release release;
    private final LedgerCollector collector;
    private final String pod;
    private final String name;
    private final CompletableFuture<Void> log;
    private volatile boolean leftObituary;
    private boolean ready;
    private boolean ledgerSeen;
    private int failedReadings;

    PodWatch(
            ClusterConnection cluster,
            Release release,
            LedgerCollector collector,
            String pod,
            int restarts,
            Executor threads) {
        this.cluster = cluster;
        this.release = release;
        this.collector = collector;
        this.pod = pod;
        this.name = restarts == 0 ? pod : pod + "." + restarts;
        this.log = CompletableFuture.runAsync(this::follow, threads);
    }

    String name() {
        return name;
    }

    /** Readings that failed since the last that did not. */
    int failedReadings() {
        return failedReadings;
    }

    /** What the API server says of it now. */
    void see(JsonNode podObject) {
        for (JsonNode condition : podObject.path("status").path("conditions")) {
            ready |= condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True");
        }
    }

    /** Reads its ledger, if it has ever been ready. */
    void read() throws InterruptedException {
        if (!ready || leftObituary) {
            return;
        }
        long asked = System.nanoTime();
        try {
            String ledger = cluster.text(release.admin(pod, "/ledger"));
            collector.ledger(name, ledger, asked, System.nanoTime());
            ledgerSeen = true;
            failedReadings = 0;
        } catch (IOException e) {
            failedReadings++;
        }
    }

    /** It is gone, or another process has taken its place in the pod: hears what it said last. */
    void gone(boolean replaced) throws InterruptedException {
        try {
            log.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // what was said is tried for once more, and what is missing then is judged as a kill
        }
        if (!leftObituary) {
            try {
                String query =
                        "container=" + Release.CONTAINER + "&tailLines=" + TAIL + (replaced ? "&previous=true" : "");
                cluster.text(release.log(pod, query)).lines().forEach(this::hear);
            } catch (IOException e) {
                // the pod has taken its log with it
            }
        }
        if (ready || ledgerSeen) {
            collector.gone(name, System.nanoTime(), leftObituary || ledgerSeen);
        }
    }

    private void follow() {
        try {
            cluster.follow(
                    release.log(pod, "container=" + Release.CONTAINER + "&follow=true&tailLines=" + TAIL), this::hear);
        } catch (IOException e) {
            // not started yet, or cut: asked for again when it is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(String line) {
        try {
            leftObituary |= collector.line(name, line, System.nanoTime());
        } catch (IOException e) {
            // a line that only looks like one
        }
    }
}
