package io.watertight.bench.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All gateway pods of a release as they come and go, looked at once at each turn. Used by one thread. */
final class FleetWatch implements AutoCloseable {
    private static final int MANY_FAILURES = 5;

    private final ClusterConnection cluster;
    private final Release release;
    private final LedgerCollector collector;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Set<String> unreadable = new HashSet<>();

    private record Watched(PodWatch process, int restarts) {}

    FleetWatch(ClusterConnection cluster, Release release, LedgerCollector collector) {
        this.cluster = cluster;
        this.release = release;
        this.collector = collector;
    }

    /** One look at all pods, and one reading of each ledger. */
    void turn() throws IOException, InterruptedException {
        Set<String> seen = new HashSet<>();
        for (JsonNode pod : cluster.get(release.pods("gateway")).path("items")) {
            String uid = pod.path("metadata").path("uid").asText();
            JsonNode container = container(pod);
            if (container.path("state").has("waiting")
                    && container.path("restartCount").asInt() == 0) {
                continue;
            }
            seen.add(uid);
            watch(uid, pod, container.path("restartCount").asInt());
        }
        for (String uid : List.copyOf(watched.keySet())) {
            if (!seen.contains(uid)) {
                end(uid, false);
            }
        }
        readAll();
    }

    private static JsonNode container(JsonNode pod) {
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            if (status.path("name").asText().equals(Release.CONTAINER)) {
                return status;
            }
        }
        return pod.path("status").path("containerStatuses").path(-1);
    }

    private void watch(String uid, JsonNode pod, int restarts) throws InterruptedException {
        Watched known = watched.get(uid);
        if (known != null && known.restarts() != restarts) {
            end(uid, true);
            known = null;
        }
        if (known == null) {
            String name = pod.path("metadata").path("name").asText();
            known = new Watched(new PodWatch(cluster, release, collector, name, restarts, threads), restarts);
            watched.put(uid, known);
        }
        known.process().see(pod);
    }

    private void end(String uid, boolean replaced) throws InterruptedException {
        Watched ended = watched.remove(uid);
        if (ended != null) {
            ended.process().gone(replaced);
        }
    }

    private void readAll() throws InterruptedException {
        List<Future<?>> readings = new ArrayList<>();
        for (Watched each : watched.values()) {
            readings.add(threads.submit(() -> {
                each.process().read();
                return null;
            }));
        }
        for (Future<?> reading : readings) {
            try {
                reading.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("reading a ledger", e);
            }
        }
        for (Watched each : watched.values()) {
            if (each.process().failedReadings() >= MANY_FAILURES) {
                unreadable.add(each.process().name());
            }
        }
    }

    /** How many there are now. */
    int size() {
        return watched.size();
    }

    /** Those whose ledger could not be read several times in a row while they were there. */
    Set<String> unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
