package io.watertight.bench.prove;

import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.localcluster.Container;
import io.watertight.bench.localcluster.LocalCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how small the pods of a run have to be: so small that the highest rate of the plan needs as many as there may be,
 * by the CPU time that a request takes here, even when the gateways have been compiled. Immutable.
 *
 * @param capacity how many times less than in the chart a pod asks for
 * @param requestMilli so many thousandths of a core
 * @param cpuMicrosPerRequest what was measured; 0 where nothing had to be
 */
record Calibration(double capacity, int requestMilli, double cpuMicrosPerRequest) {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MICROS_PER_MILLI_SECOND = 1e3;
    private static final double PERCENT = 100;
    private static final long LEAST_REQUESTS = 100;

    /** What the plan says. */
    static Calibration given(AutoscalePlan plan) {
        int request = (int) Math.max(1, Math.round(plan.profile().pods().requestMilli() / plan.capacity()));
        return new Calibration(plan.capacity(), request, 0);
    }

    /**
     * Measures for so long, under load.
     *
     * @throws IOException if no gateway tells what it uses, or none served enough meanwhile
     */
    static Calibration measured(AutoscalePlan plan, double highPerSecond, LocalCluster cluster, Duration atMost)
            throws IOException, InterruptedException {
        Map<String, Usage> before = usages(cluster);
        TimeUnit.NANOSECONDS.sleep(atMost.toNanos());
        return of(plan, highPerSecond, cpuMicrosPerRequest(before, usages(cluster)));
    }

    /** By those that were there all the time: what a process has used before it was looked at first, and after it was looked at last, is not known. */
    static double cpuMicrosPerRequest(Map<String, Usage> before, Map<String, Usage> after) throws IOException {
        long cpuNanos = 0;
        long requests = 0;
        for (Map.Entry<String, Usage> each : after.entrySet()) {
            Usage earlier = before.get(each.getKey());
            if (earlier != null) {
                cpuNanos += each.getValue().cpuNanos - earlier.cpuNanos;
                requests += each.getValue().requests - earlier.requests;
            }
        }
        if (requests < LEAST_REQUESTS || cpuNanos <= 0) {
            throw new IOException("what a request takes cannot be told: the gateways served " + requests
                    + " (expected: at least " + LEAST_REQUESTS + "; --capacity-scale says how small pods are to be)");
        }
        return cpuNanos / NANOS_PER_MICRO / requests;
    }

    /** By what a request took. */
    static Calibration of(AutoscalePlan plan, double highPerSecond, double cpuMicrosPerRequest) {
        double perReplica = highPerSecond / plan.profile().autoscaler().maxReplicas() / plan.headroom();
        double usedMilli = perReplica * cpuMicrosPerRequest / MICROS_PER_MILLI_SECOND;
        int request = (int) Math.max(1, Math.round(usedMilli * PERCENT / targetPercent(plan)));
        return new Calibration(plan.profile().pods().requestMilli() / (double) request, request, cpuMicrosPerRequest);
    }

    private static int targetPercent(AutoscalePlan plan) {
        return plan.profile().autoscaler().metrics().stream()
                .filter(MetricTarget.CpuUtilization.class::isInstance)
                .mapToInt(metric -> ((MetricTarget.CpuUtilization) metric).percent())
                .findFirst()
                .orElse((int) PERCENT);
    }

    /** By the names of incarnations. One that ends meanwhile is not among them. */
    private static Map<String, Usage> usages(LocalCluster cluster) throws InterruptedException {
        Map<String, Usage> usages = new HashMap<>();
        for (Container container : cluster.containers().values()) {
            try {
                long requests = container.requests();
                usages.put(container.name(), new Usage(container.cpuNanos(), requests));
            } catch (IOException e) {
                // it will not be there at the second look either, or was not at the first
            }
        }
        return usages;
    }

    /** What one has used since its start. */
    record Usage(long cpuNanos, long requests) {}
}
