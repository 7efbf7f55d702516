package io.watertight.bench.localcluster;

import io.watertight.bench.hpa.Autoscaler;
import io.watertight.bench.hpa.AutoscalerSpec;
import io.watertight.bench.hpa.ControllerOptions;
import io.watertight.bench.hpa.Decision;
import io.watertight.bench.hpa.MetricTarget;
import io.watertight.bench.hpa.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Scales a cluster by what its pods use: measures them once in each sync period, asks the autoscaler's algorithm, and does
 * what it says. On a thread of its own, from {@link #start} to {@link #stop}.
 */
public final class AutoscalerLoop {
    private final LocalCluster cluster;
    private final AutoscalerSpec spec;
    private final ControllerOptions options;
    private final Listener listener;
    private final PodMeter meter = new PodMeter();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

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
        this.thread = Thread.ofPlatform().daemon().name("autoscaler").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Ends it; no decision is under way when this returns. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    private void run() {
        Autoscaler autoscaler = new Autoscaler(spec, options, System::nanoTime);
        long next = System.nanoTime();
        try {
            meter.measure(cluster.containers());
            do {
                Map<String, PodMeter.Usage> usages = meter.measure(cluster.containers());
                int before = cluster.desired();
                Decision decision = autoscaler.reconcile(before, cluster.pods(), samples(usages));
                if (decision.scales()) {
                    cluster.scale(decision.desired());
                }
                listener.onDecision(decision);
                next += options.syncPeriod().toNanos();
            } while (!stopped.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
