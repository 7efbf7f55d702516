package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.watertight.gateway.upstream.UpstreamFailure;
import io.watertight.gateway.upstream.UpstreamMeters;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The meters of one upstream. Safe for use by all event loops. */
final class UpstreamGauges implements UpstreamMeters {

    private final LongAdder open = new LongAdder();
    private final LongAdder idle = new LongAdder();
    private final Timer served;
    private final Map<UpstreamFailure, Timer> failed = new EnumMap<>(UpstreamFailure.class);

    UpstreamGauges(MeterRegistry registry, String upstream) {
        gauge(registry, upstream, "idle", idle);
        gauge(registry, upstream, "open", open);
        served = timer(registry, upstream, "ok");
        for (UpstreamFailure failure : UpstreamFailure.values()) {
            failed.put(failure, timer(registry, upstream, failure.name().toLowerCase(Locale.ROOT)));
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

    private static Timer timer(MeterRegistry registry, String upstream, String result) {
        return Timer.builder("watertight.upstream")
                .description("Time from getting a connection to the end of the upstream's answer")
                .tag("upstream", upstream)
                .tag("result", result)
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
    public void onServed(long nanos) {
        served.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void onFailed(UpstreamFailure failure, long nanos) {
        Timer timer = failed.get(failure);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
