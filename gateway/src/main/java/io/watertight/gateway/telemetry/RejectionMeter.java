package io.watertight.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.watertight.gateway.jwt.JwtRejection;
import java.util.EnumMap;
import java.util.Map;

/** Counts the tokens that were not accepted, by reason. Safe for use by all event loops. */
public final class RejectionMeter {

    private final Map<JwtRejection, Counter> counters = new EnumMap<>(JwtRejection.class);

    RejectionMeter(MeterRegistry registry) {
        for (JwtRejection reason : JwtRejection.values()) {
            counters.put(
                    reason,
                    Counter.builder("watertight.jwt.rejected")
                            .description("Tokens that were not accepted")
                            .tag("reason", reason.tag())
                            .register(registry));
        }
    }

    public void record(JwtRejection reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
