package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watertight.gateway.upstream.UpstreamFailure;
import io.watertight.gateway.upstream.UpstreamMeters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The meters of one upstream. Safe for use by all event loops. */
final class UpstreamGauges implements UpstreamMeters {

    private final LongAdder open = new LongAdder();
    private final LongAdder idle = new LongAdder();
    private final Durations served;
    private final Map<UpstreamFailure, Durations> failed = new EnumMap<>(UpstreamFailure.class);

    UpstreamGauges(MeterRegistry registry, DurationFamily durations, String upstream) {
        gauge(registry, upstream, "idle", idle);
        gauge(registry, upstream, "open", open);
        served = durations.add("upstream", upstream, "result", "ok");
        for (UpstreamFailure failure : UpstreamFailure.values()) {
            String result = failure.name().toLowerCase(Locale.ROOT);
            failed.put(failure, durations.add("upstream", upstream, "result", result));
        }
    }

    private static void gauge(MeterRegistry registry, String upstream, String state, LongAdder value) {
        Gauge.builder("watertight.upstream.connections", value, LongAdder::sum)
                .description(
                        "Connections to the upstream: all that are open, and those of them that are idle in a pool")
                .tag("upstream", upstream)
                .tag("state", state)
                .register(registry);
    }

    @Override
    public void onOpen(int change) {
        open.add(change);
    }

    @Override
    public void onIdle(int change) {
        idle.add(change);
    }

    @Override
    public void onServed(int loop, long nanos) {
        served.record(loop, nanos);
    }

    @Override
    public void onFailed(int loop, UpstreamFailure failure, long nanos) {
        Durations durations = failed.get(failure);
        if (durations != null) {
            durations.record(loop, nanos);
        }
    }
}
