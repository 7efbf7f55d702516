package io.watertight.bench.prove;

import io.watertight.bench.hpa.Decision;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.localcluster.ReplicaCounts;
import io.watertight.bench.report.Fact;
import io.watertight.bench.report.ScalingDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the gateways of a run were scaled.
 *
 * @param plan how they were to be
 * @param calibration how small the pods are
 * @param counts how many there were, at each change
 * @param decisions what the autoscaler decided, one for each sync period
 * @param quotas what limited their CPU
 */
record Scaling(
        AutoscalePlan plan,
        Calibration calibration,
        List<ReplicaCounts> counts,
        List<Decision> decisions,
        String quotas) {

    Scaling {
        counts = List.copyOf(counts);
        decisions = List.copyOf(decisions);
    }

    /** Replicas that were added or taken away under load, one by one; whom an event has killed is not among them. */
    long events() {
        return added() + removed();
    }

    private long added() {
        return decisions.stream()
                .mapToLong(decision -> Math.max(0, decision.desired() - decision.current()))
                .sum();
    }

    private long removed() {
        return decisions.stream()
                .mapToLong(decision -> Math.max(0, decision.current() - decision.desired()))
                .sum();
    }

    private int mostReady() {
        return counts.stream().mapToInt(ReplicaCounts::ready).max().orElse(0);
    }

    /** For the report. */
    ScalingDetails details() {
        return new ScalingDetails(
                counts.stream()
                        .map(now ->
                                new ScalingDetails.Count(now.atNanos(), now.desired(), now.ready(), now.terminating()))
                        .toList(),
                facts());
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Scale events",
                String.format(
                        Locale.ROOT,
                        "%d (%d replicas added, %d taken away), up to %d ready at once",
                        events(),
                        added(),
                        removed(),
                        mostReady())));
        facts.add(new Fact(
                "Autoscaler",
                String.format(
                        Locale.ROOT,
                        "autoscaling/v2 of Kubernetes 1.33, %d to %d replicas, %s; %d decisions",
                        plan.profile().autoscaler().minReplicas(),
                        plan.profile().autoscaler().maxReplicas(),
                        plan.profile().autoscaler().metrics().stream()
                                .map(Scaling::words)
                                .collect(Collectors.joining(", ")),
                        decisions.size())));
        facts.add(new Fact(
                "Local cluster",
                String.format(
                        Locale.ROOT,
                        "time %s, pods %.1f times smaller than the chart's: %dm requested%s, %s",
                        plan.time(),
                        calibration.capacity(),
                        calibration.requestMilli(),
                        calibration.cpuMicrosPerRequest() == 0
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        " (a request took %.0f us of CPU)",
                                        calibration.cpuMicrosPerRequest()),
                        limit())));
        return facts;
    }

    private String limit() {
        int milli = plan.profile().pods().limitMilli();
        return milli == 0 ? "no limit in the chart" : milli + "m at most (" + quotas + ")";
    }

    private static String words(MetricTarget target) {
        return switch (target) {
            case MetricTarget.CpuUtilization cpu -> "CPU at " + cpu.percent() + " %";
            case MetricTarget.PodsAverage average ->
                average.name() + ", taken as requests per second, at " + number(average.averageMilli() / 1e3);
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
