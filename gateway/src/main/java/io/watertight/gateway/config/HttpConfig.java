package io.watertight.gateway.config;

import java.time.Duration;
import java.util.List;

/**
 * The limits of the client side.
 *
 * @param headTimeout longest from the first byte of a head to its last: 10 ms to 10 minutes
 * @param idleTimeout longest that a connection stays open with no request: 10 ms to 1 hour
 * @param maxHeadBytes largest head, from request line to the empty line: 1 KiB to 1 MiB
 * @param maxTargetBytes longest request target: 64 bytes to maxHeadBytes
 * @param maxFields most header fields: 8 to 1000
 * @param maxBodyBytes largest request body in bytes; 0 for no limit
 * @param trustedProxies peers whose X-Forwarded fields are believed
 * @param rateLimitFields which response fields tell a client about its quota
 */
public record HttpConfig(
        Duration headTimeout,
        Duration idleTimeout,
        int maxHeadBytes,
        int maxTargetBytes,
        int maxFields,
        long maxBodyBytes,
        List<Cidr> trustedProxies,
        RateLimitFields rateLimitFields) {

    static final HttpConfig DEFAULT = new HttpConfig(
            Duration.ofSeconds(10), Duration.ofSeconds(60), 16_384, 8192, 100, 0, List.of(), RateLimitFields.DRAFT_11);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public HttpConfig {
        trustedProxies = List.copyOf(trustedProxies);
        new Violations()
                .range("headTimeout", headTimeout, Duration.ofMillis(10), Duration.ofMinutes(10))
                .range("idleTimeout", idleTimeout, Duration.ofMillis(10), Duration.ofHours(1))
                .range("maxHeadBytes", maxHeadBytes, 1024, 1 << 20)
                .check(
                        maxTargetBytes >= 64 && maxTargetBytes <= maxHeadBytes,
                        "maxTargetBytes",
                        maxTargetBytes,
                        "64 to " + maxHeadBytes + ", which is maxHeadBytes")
                .range("maxFields", maxFields, 8, 1000)
                .check(maxBodyBytes >= 0, "maxBodyBytes", maxBodyBytes, ">= 0, where 0 is no limit")
                .throwIfAny();
    }
}
