package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The request timers of one route, one for each outcome that has occurred. Safe for use by all event loops. */
public final class RequestMeter {

    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000), Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofNanos(2_500_000),
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final String route;
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(Outcome.values().length);

    RequestMeter(MeterRegistry registry, String route) {
        this.registry = registry;
        this.route = route;
    }

    /** Records one request, {@code nanos} from its head to the end of its answer. */
    @SuppressWarnings("EnumOrdinal") // an index that does not leave this object
    public void record(Outcome outcome, long nanos) {
        Timer timer = timers.get(outcome.ordinal());
        if (timer == null) {
            timer = Timer.builder("watertight.request")
                    .description("Time from a request's head to the end of its answer")
                    .tag("route", route)
                    .tag("outcome", outcome.tag())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            timers.set(outcome.ordinal(), timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
