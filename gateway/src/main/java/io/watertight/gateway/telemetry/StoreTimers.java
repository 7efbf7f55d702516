package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.watertight.gateway.redis.StoreMeter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The timers of the calls to Redis. Safe for use by many threads. */
final class StoreTimers implements StoreMeter {

    private static final Duration[] BOUNDS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1)
    };

    private final Map<Operation, Map<Result, Timer>> timers = new EnumMap<>(Operation.class);

    StoreTimers(MeterRegistry registry) {
        for (Operation operation : Operation.values()) {
            Map<Result, Timer> byResult = new EnumMap<>(Result.class);
            for (Result result : Result.values()) {
                byResult.put(
                        result,
                        Timer.builder("watertight.limiter.store")
                                .description("How long calls to Redis were waited for")
                                .tag("operation", operation.name().toLowerCase(Locale.ROOT))
                                .tag("result", result.name().toLowerCase(Locale.ROOT))
                                .serviceLevelObjectives(BOUNDS)
                                .register(registry));
            }
            timers.put(operation, byResult);
        }
    }

    @Override
    public void record(Operation operation, Result result, long nanos) {
        @Nullable Map<Result, Timer> byResult = timers.get(operation);
        @Nullable Timer timer = byResult == null ? null : byResult.get(result);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
