package io.watertight.gateway.config;

import java.time.Duration;

/**
 * How a replica leaves.
 *
 * @param propagation how long it keeps accepting after readiness has failed, until nobody sends to it any more: 0 to 5
 *     minutes
 * @param idle how long a connection must have had no request to be closed after that; what comes before is answered, with
 *     {@code Connection: close}: 0 to 1 minute
 * @param deadline longest wait, from the end of propagation, for requests in flight and connections that are not idle yet: 0 to 1
 *     hour
 */
public record ShutdownConfig(Duration propagation, Duration idle, Duration deadline) {

    static final ShutdownConfig DEFAULT =
            new ShutdownConfig(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value out of range
     */
    public ShutdownConfig {
        new Violations()
                .range("propagation", propagation, Duration.ZERO, Duration.ofMinutes(5))
                .range("idle", idle, Duration.ZERO, Duration.ofMinutes(1))
                .range("deadline", deadline, Duration.ZERO, Duration.ofHours(1))
                .throwIfAny();
    }
}
