package io.watertight.bench.prove;

import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.localcluster.Container;
import io.watertight.bench.localcluster.LocalCluster;
import java.io.IOException;
import java.time.Duration;
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

    /** What the plan says. */
    static Calibration given(AutoscalePlan plan) {
        int request = (int) Math.max(1, Math.round(plan.profile().pods().requestMilli() / plan.capacity()));
        return new Calibration(plan.capacity(), request, 0);
    }

    /**
     * Measures for so long, under load.
     *
     * @throws IOException if no gateway tells what it uses
     */
    static Calibration measured(AutoscalePlan plan, double highPerSecond, LocalCluster cluster, Duration atMost)
            throws IOException, InterruptedException {
        Usage before = Usage.of(cluster.containers());
        TimeUnit.NANOSECONDS.sleep(atMost.toNanos());
        Usage after = Usage.of(cluster.containers());
        return of(
                plan,
                highPerSecond,
                (after.cpuNanos - before.cpuNanos) / NANOS_PER_MICRO / Math.max(1, after.requests - before.requests));
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

    /** What all have used since their starts. */
    private record Usage(long cpuNanos, long requests) {

        static Usage of(Map<String, Container> containers) throws IOException, InterruptedException {
            long cpu = 0;
            long requests = 0;
            for (Container container : containers.values()) {
                requests += container.requests();
                cpu += container.cpuNanos();
            }
            return new Usage(cpu, requests);
        }
    }
}
