package io.watertight.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.bench.cluster.ProcessStats;
import io.watertight.bench.compare.SaturatingClient.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Runs a client as a process that ends by itself and says in one line of JSON what it did. Stateless. */
final class ClientProcess {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long POLL_MILLIS = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClientProcess() {}

    /** @throws IOException if it does not end in time, or its output has no such line */
    static Outcome run(Launch launch, Duration duration) throws IOException, InterruptedException {
        try (ManagedProcess client = ManagedProcess.start(launch)) {
            long latest = System.nanoTime() + duration.plus(GRACE).toNanos();
            long cpuNanos = 0;
            while (client.isAlive()) {
                cpuNanos = Math.max(cpuNanos, cpuNanos(client.pid()));
                if (System.nanoTime() - latest > 0) {
                    throw new IOException(launch.name() + " did not end; its output is in " + launch.output());
                }
                Thread.sleep(POLL_MILLIS);
            }
            client.awaitEnd();
            return outcome(launch, cpuNanos);
        }
    }

    private static long cpuNanos(long pid) {
        try {
            return ProcessStats.read(pid).cpuNanos();
        } catch (IOException ended) {
            return 0;
        }
    }

    private static Outcome outcome(Launch launch, long cpuNanos) throws IOException {
        List<String> lines = Files.readAllLines(launch.output());
        for (String line : lines) {
            if (line.startsWith("{")) {
                JsonNode told = JSON.readTree(line);
                return new Outcome(
                        told.path("requests").asLong(),
                        told.path("micros").asLong() / 1e6,
                        told.path("refused").asLong(),
                        told.path("failed").asLong(),
                        told.path("exhausted").asBoolean(),
                        cpuNanos);
            }
        }
        throw new IOException(launch.name() + " did not say what it did; its output is in " + launch.output());
    }
}
