package io.watertight.bench.hpa;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How many replicas one metric asks for. Stateless; may be used by any thread.
 *
 * <p>Pods that nothing is known of, or that do not serve yet, never make the number change more, only less: going down, a
 * missing pod counts as fully used; going up, a missing or unready one as idle. What then points the other way, or is
 * within the tolerance, changes nothing.
 *
 * <p>Source: replica_calculator.go, {@code GetResourceReplicas} and {@code calcPlainMetricReplicas}.
 */
final class ReplicaCalculator {
    private static final int WHOLE_PERCENT = 100;

    private final ControllerOptions options;

    ReplicaCalculator(ControllerOptions options) {
        this.options = options;
    }

    /**
     * What a metric proposes.
     *
     * @param replicas as many as were asked for last
     * @param samples by pod; may hold some of pods that are gone
     */
    Proposal propose(MetricTarget target, int replicas, List<Pod> pods, Map<String, Sample> samples, long nowNanos) {
        if (samples.isEmpty()) {
            return new Proposal.Unknown("no samples");
        }
        if (pods.isEmpty()) {
            return new Proposal.Unknown("no pods");
        }
        boolean cpu = target instanceof MetricTarget.CpuUtilization;
        PodGroups groups = PodGroups.of(pods, samples, cpu, options, nowNanos);
        Map<String, Long> usage = usage(samples, groups);
        if (usage.isEmpty()) {
            return new Proposal.Unknown("no samples of pods that count (they may be unready)");
        }
        return switch (target) {
            case MetricTarget.CpuUtilization(int percent) -> byRequests(percent, replicas, pods, groups, usage);
            case MetricTarget.PodsAverage(String name, long averageMilli) ->
                propose(
                        replicas,
                        groups,
                        usage,
                        values -> Optional.of(UsageRatio.ofAverage(values, averageMilli)),
                        pod -> averageMilli);
        };
    }

    private Proposal byRequests(int percent, int replicas, List<Pod> pods, PodGroups groups, Map<String, Long> usage) {
        Map<String, Long> requests = new HashMap<>();
        for (Pod pod : pods) {
            if (pod.requestMilli().isEmpty()) {
                return new Proposal.Unknown("pod " + pod.name() + " requests no CPU");
            }
            requests.put(pod.name(), pod.requestMilli().getAsLong());
        }
        return propose(
                replicas,
                groups,
                usage,
                values -> UsageRatio.ofRequests(values, requests, percent),
                pod -> requests.getOrDefault(pod, 0L) * Math.max(WHOLE_PERCENT, percent) / WHOLE_PERCENT);
    }

    /** Asks once with what was measured, and where pods are in doubt once more with what they count as. */
    private Proposal propose(
            int replicas,
            PodGroups groups,
            Map<String, Long> usage,
            Function<Map<String, Long>, Optional<UsageRatio>> ratioOf,
            ToLongFunction<String> whenFullyUsed) {
        Optional<UsageRatio> measured = ratioOf.apply(usage);
        if (measured.isEmpty()) {
            return new Proposal.Unknown("no samples of known pods");
        }
        UsageRatio seen = measured.get();
        boolean upWithUnready = !groups.unready().isEmpty() && seen.ratio() > 1;
        if (!upWithUnready && groups.missing().isEmpty()) {
            return answer(
                    options.tolerance().covers(seen.ratio()) ? replicas : ceil(seen.ratio() * groups.ready()), seen);
        }
        if (seen.ratio() < 1) {
            groups.missing().forEach(pod -> usage.put(pod, whenFullyUsed.applyAsLong(pod)));
        } else if (seen.ratio() > 1) {
            putIdle(usage, groups.missing());
            putIdle(usage, groups.unready());
        }
        double ratio = ratioOf.apply(usage).orElse(seen).ratio();
        boolean turned = (seen.ratio() < 1 && ratio > 1) || (seen.ratio() > 1 && ratio < 1);
        if (turned || options.tolerance().covers(ratio)) {
            return answer(replicas, seen);
        }
        int proposed = ceil(ratio * usage.size());
        boolean against = (ratio < 1 && proposed > replicas) || (ratio > 1 && proposed < replicas);
        return answer(against ? replicas : proposed, seen);
    }

    private static Map<String, Long> usage(Map<String, Sample> samples, PodGroups groups) {
        Map<String, Long> usage = new HashMap<>();
        samples.forEach((pod, sample) -> {
            if (!groups.ignored().contains(pod) && !groups.unready().contains(pod)) {
                usage.put(pod, sample.value());
            }
        });
        return usage;
    }

    private static void putIdle(Map<String, Long> usage, Set<String> pods) {
        pods.forEach(pod -> usage.put(pod, 0L));
    }

    private static Proposal answer(int replicas, UsageRatio seen) {
        return new Proposal.Replicas(replicas, seen.measured(), seen.averageMilli());
    }

    private static int ceil(double replicas) {
        return (int) Math.ceil(replicas);
    }
}
