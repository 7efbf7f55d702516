package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watertight.gateway.admission.LimiterModes;
import io.watertight.gateway.admission.PolicyLimiter;
import io.watertight.gateway.admission.RemoteLimiters;
import io.watertight.gateway.config.LimiterMode;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.membership.Shares;
import io.watertight.gateway.redis.StoreMeter;
import io.watertight.gateway.upstream.UpstreamMeters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The process's meters, under the names that dashboards and alerts use. Safe for use by any thread. */
public final class GatewayMetrics implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, RequestMeter> requests = new ConcurrentHashMap<>();
    private final Map<String, PolicyView> policies = new ConcurrentHashMap<>();
    private final Map<String, UpstreamGauges> upstreams = new ConcurrentHashMap<>();
    private final DurationFamily requestDurations;
    private final DurationFamily upstreamDurations;
    private final RejectionMeter rejections = new RejectionMeter(registry);
    private final StoreTimers store = new StoreTimers(registry);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Timer eventLoopDelay;
    private volatile DoubleSupplier share = () -> 1;

    /**
     * Registers what does not depend on the configuration.
     *
     * @param allocator whose memory is shown, as Netty reports it
     * @param loops how many event loops there are
     */
    public GatewayMetrics(ByteBufAllocatorMetricProvider allocator, int loops) {
        requestDurations = new DurationFamily(
                "watertight_request_seconds", "Time from a request's head to the end of its answer", loops);
        upstreamDurations = new DurationFamily(
                "watertight_upstream_seconds",
                "Time from getting a connection to the end of the upstream's answer",
                loops);
        registry.getPrometheusRegistry().register(requestDurations);
        registry.getPrometheusRegistry().register(upstreamDurations);
        new ClassLoaderMetrics().bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new NettyAllocatorMetrics(allocator).bindTo(registry);
        gc.bindTo(registry);
        eventLoopDelay = Timer.builder("watertight.event.loop.delay")
                .description("How late the event loops' ticks are")
                .register(registry);
    }

    /** The text that Prometheus scrapes. */
    public synchronized String scrape() {
        policies.values().forEach(PolicyView::refresh);
        return registry.scrape();
    }

    /** What {@link #scrape} puts into text. */
    public synchronized MetricSnapshots snapshots() {
        policies.values().forEach(PolicyView::refresh);
        return registry.getPrometheusRegistry().scrape();
    }

    /** The request durations of a route, named by its configured path; the same for every call with that name. */
    public RequestMeter requests(String route) {
        return requests.computeIfAbsent(route, name -> new RequestMeter(requestDurations, name));
    }

    /** The meters of an upstream; the same for every call with that name. */
    public UpstreamMeters upstream(String name) {
        return upstreams.computeIfAbsent(name, key -> new UpstreamGauges(registry, upstreamDurations, key));
    }

    public RejectionMeter rejections() {
        return rejections;
    }

    /** Where event loops tell how late their ticks are. */
    public LongConsumer eventLoopDelay() {
        return nanos -> eventLoopDelay.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Shows a policy's buckets and decisions. To be called once for each policy. */
    public void bind(String policy, PolicyLimiter limiter) {
        PolicyView view = new PolicyView(policy, limiter);
        view.bindTo(registry, config -> timeToFullSeconds(config, share.getAsDouble()));
        policies.put(policy, view);
    }

    /** Says what the quotas of a policy are from now on; it has been {@linkplain #bind bound}. */
    public void configure(String policy, PolicyConfig config) {
        PolicyView view = policies.get(policy);
        if (view == null) {
            throw new IllegalStateException("not bound: " + policy);
        }
        view.configure(config);
    }

    /** A share of the burst may have no room for a request; the room for one that there is all the same takes longer to earn than the burst does. */
    private static double timeToFullSeconds(PolicyConfig config, double share) {
        double nanos = config.longestTimeToFull().toNanos();
        if (share > 0) {
            nanos = Math.max(nanos, config.longestEmissionInterval().toNanos() / share);
        }
        return nanos / TimeUnit.SECONDS.toNanos(1);
    }

    /** Shows the limiter's mode, of the gauges, one for each mode, the one that is 1; and when Redis did not answer. */
    public void bind(LimiterModes modes) {
        for (LimiterMode each : LimiterMode.values()) {
            Gauge.builder("watertight.limiter.mode", modes, m -> m.mode() == each ? 1 : 0)
                    .description("The limiter's mode is this one")
                    .tag("mode", each.text())
                    .register(registry);
        }
        Gauge.builder("watertight.limiter.fallback", modes, m -> isFallback(m.remote()) ? 1 : 0)
                .description("Redis does not answer, and limiter.redis.onOutage decides")
                .register(registry);
        FunctionCounter.builder("watertight.limiter.fallbacks", modes, m -> fallbacks(m.remote()))
                .description("How often Redis stopped answering")
                .register(registry);
    }

    private static boolean isFallback(@Nullable RemoteLimiters remote) {
        return remote != null && remote.outage().active();
    }

    private static long fallbacks(@Nullable RemoteLimiters remote) {
        return remote == null ? 0 : remote.outage().entered();
    }

    /** Where the calls to Redis are timed. */
    public StoreMeter store() {
        return store;
    }

    /** Shows the share of the limits that this replica has. */
    public void bindShares(Shares shares) {
        share = shares::share;
        Gauge.builder("watertight.members", shares, Shares::members)
                .description("Replicas that the limits are divided by")
                .register(registry);
        Gauge.builder("watertight.share", shares, Shares::share)
                .description("This replica's part of each limit, from 0 to 1")
                .register(registry);
        Gauge.builder("watertight.members.frozen", shares, s -> s.isFrozen() ? 1 : 0)
                .description("The number of members is older than a membership period")
                .register(registry);
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
