package io.watertight.bench.localcluster;

import io.watertight.bench.hpa.Autoscaler;
import io.watertight.bench.hpa.AutoscalerSpec;
import io.watertight.bench.hpa.ControllerOptions;
import io.watertight.bench.hpa.Decision;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Scales a cluster by what its pods use: measures them once in each sync period, asks the autoscaler's algorithm, and does
 * what it says. For one thread.
 */
public final class AutoscalerLoop {
    private final LocalCluster cluster;
    private final AutoscalerSpec spec;
    private final ControllerOptions options;
    private final Listener listener;
    /** Told of every decision, on the loop's thread. */
    @FunctionalInterface
    public interface Listener {
        void onDecision(Decision decision);
    }

    /** @param spec and options with their durations as they are in this run */
    public AutoscalerLoop(LocalCluster cluster, AutoscalerSpec spec, ControllerOptions options, Listener listener) {
        this.cluster = cluster;
        this.spec = spec;
        this.options = options;
        this.listener = listener;
    }

    /** Goes on until its thread is interrupted. */
    public void run() throws InterruptedException {
        Autoscaler autoscaler = new Autoscaler(spec, options, System::nanoTime);
        PodMeter meter = new PodMeter();
        while (true) {
            Map<String, PodMeter.Usage> usages = meter.measure(cluster.containers());
            Decision decision = autoscaler.reconcile(cluster.desired(), cluster.pods(), samples(usages));
            if (decision.scales()) {
                cluster.scale(decision.desired());
            }
            listener.onDecision(decision);
            // from the end of one to the next, as the controller's queue has it: what was late is not made up for
            TimeUnit.NANOSECONDS.sleep(options.syncPeriod().toNanos());
        }
    }

    private Map<MetricTarget, Map<String, Sample>> samples(Map<String, PodMeter.Usage> usages) {
        Map<MetricTarget, Map<String, Sample>> byTarget = new HashMap<>();
        for (MetricTarget target : spec.metrics()) {
            Map<String, Sample> samples = new HashMap<>();
            usages.forEach((pod, usage) -> samples.put(
                    pod,
                    new Sample(
                            switch (target) {
                                case MetricTarget.CpuUtilization cpu -> usage.cpuMilli();
                                case MetricTarget.PodsAverage average -> usage.requestsMilliPerSecond();
                            },
                            usage.takenNanos(),
                            usage.windowNanos())));
            byTarget.put(target, samples);
        }
        return byTarget;
    }
}
