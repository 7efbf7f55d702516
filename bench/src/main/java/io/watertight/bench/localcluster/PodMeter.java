package io.watertight.bench.localcluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures what pods use between one look and the next, as a metrics server does: a process that was not there at the look
 * before has no usage yet. Not thread-safe.
 */
final class PodMeter {
    private static final long MILLI = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    private Map<String, Reading> before = new HashMap<>();

    /** What was read of a process. */
    private record Reading(String incarnation, long atNanos, long cpuNanos, long requests) {}

    /**
     * What a pod has used.
     *
     * @param cpuMilli thousandths of a core
     * @param requestsMilliPerSecond thousandths of a request per second
     * @param takenNanos when the time it was measured over ended
     * @param windowNanos how long that was
     */
    record Usage(long cpuMilli, long requestsMilliPerSecond, long takenNanos, long windowNanos) {}

    /** What each of these has used since the last time; one that cannot be read is left out. */
    Map<String, Usage> measure(Map<String, Container> containers) throws InterruptedException {
        Map<String, Reading> now = new HashMap<>();
        Map<String, Usage> usages = new HashMap<>();
        for (Map.Entry<String, Container> entry : containers.entrySet()) {
            Reading reading = read(entry.getValue());
            if (reading == null) {
                continue;
            }
            now.put(entry.getKey(), reading);
            Reading last = before.get(entry.getKey());
            if (last != null && last.incarnation().equals(reading.incarnation())) {
                usages.put(entry.getKey(), usage(last, reading));
            }
        }
        before = now;
        return usages;
    }

    private static @Nullable Reading read(Container container) throws InterruptedException {
        try {
            long requests = container.requests();
            return new Reading(container.name(), System.nanoTime(), container.cpuNanos(), requests);
        } catch (IOException e) {
            return null;
        }
    }

    private static Usage usage(Reading from, Reading to) {
        long window = Math.max(1, to.atNanos() - from.atNanos());
        long cpu = Math.max(0, to.cpuNanos() - from.cpuNanos());
        double perSecond = (to.requests() - from.requests()) * NANOS_PER_SECOND / window;
        return new Usage(MILLI * cpu / window, Math.round(MILLI * perSecond), to.atNanos(), window);
    }
}
