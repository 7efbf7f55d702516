package io.watertight.bench.hpa;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which pods count, and how. A pod belongs to the first group that fits: ignored, unready, missing, ready.
 *
 * @param ready how many count with what was measured of them
 * @param unready names of those that do not serve yet, as far as their metrics are concerned
 * @param missing names of those nothing was measured of
 * @param ignored names of those that are on their way out
 */
record PodGroups(int ready, Set<String> unready, Set<String> missing, Set<String> ignored) {
    /**
     * Sorts pods.
     *
     * @param cpu whether the metric is CPU, which alone is doubted in a pod that has just been started
     */
    static PodGroups of(
            List<Pod> pods, Map<String, Sample> samples, boolean cpu, ControllerOptions options, long nowNanos) {
        int ready = 0;
        Set<String> unready = new HashSet<>();
        Set<String> missing = new HashSet<>();
        Set<String> ignored = new HashSet<>();
        for (Pod pod : pods) {
            Sample sample = samples.get(pod.name());
            if (pod.deleting() || pod.phase() == Pod.Phase.FAILED) {
                ignored.add(pod.name());
            } else if (pod.phase() == Pod.Phase.PENDING) {
                unready.add(pod.name());
            } else if (sample == null) {
                missing.add(pod.name());
            } else if (cpu && doubtful(pod, sample, options, nowNanos)) {
                unready.add(pod.name());
            } else {
                ready++;
            }
        }
        return new PodGroups(ready, unready, missing, ignored);
    }

    /**
     * Whether a pod's CPU says nothing of its load: while it may still be initializing, until it is ready and one whole
     * measurement was taken since; later, only if it was never ready.
     */
    private static boolean doubtful(Pod pod, Sample sample, ControllerOptions options, long nowNanos) {
        Pod.Readiness readiness = pod.readiness();
        if (readiness == null || pod.startedNanos().isEmpty()) {
            return true;
        }
        long started = pod.startedNanos().getAsLong();
        if (started + options.initializationPeriod().toNanos() - nowNanos > 0) {
            return !readiness.ready() || sample.takenNanos() - (readiness.sinceNanos() + sample.windowNanos()) < 0;
        }
        return !readiness.ready() && started + options.initialReadinessDelay().toNanos() - readiness.sinceNanos() > 0;
    }
}
