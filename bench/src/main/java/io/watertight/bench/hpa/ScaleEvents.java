package io.watertight.bench.hpa;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes of the number of replicas in one direction, as far back as a policy's period reaches. Not thread-safe.
 *
 * <p>Source: horizontal.go, {@code storeScaleEvent} and {@code getReplicasChangePerPeriod}.
 */
final class ScaleEvents {
    private record ScaleEvent(int change, long atNanos) {}

    private final List<ScaleEvent> log = new ArrayList<>();

    /** Replicas that came, or went, within a period that ends now. */
    int within(long periodNanos, long nowNanos) {
        long cutoff = nowNanos - periodNanos;
        return log.stream()
                .filter(event -> event.atNanos() - cutoff > 0)
                .mapToInt(ScaleEvent::change)
                .sum();
    }

    /**
     * Keeps a change, in the place of one that no policy reaches any more where there is one.
     *
     * @param change replicas that came, or went; positive
     * @param longestPeriodNanos the longest period of any policy
     */
    void add(int change, long longestPeriodNanos, long nowNanos) {
        long cutoff = nowNanos - longestPeriodNanos;
        int outdated = -1;
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).atNanos() - cutoff < 0) {
                outdated = i;
            }
        }
        ScaleEvent latest = new ScaleEvent(change, nowNanos);
        if (outdated < 0) {
            log.add(latest);
        } else {
            log.set(outdated, latest);
        }
    }

    /** In the order they are kept. */
    List<Integer> changes() {
        return log.stream().map(ScaleEvent::change).toList();
    }
}
