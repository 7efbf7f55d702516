package io.watertight.gateway.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * A service that requests are forwarded to.
 *
 * @param endpoints at least one, each once, none with port 0
 * @param connectTimeout longest wait for a connection: 1 ms to 1 minute
 * @param responseTimeout longest wait for the head of the response, and between two parts of its body: 1 ms to 1 hour
 * @param maxConnections most connections per endpoint and event loop: 1 to 65535
 */
public record UpstreamConfig(
        List<Endpoint> endpoints, Duration connectTimeout, Duration responseTimeout, int maxConnections) {

    static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(1);
    static final Duration DEFAULT_RESPONSE_TIMEOUT = Duration.ofSeconds(30);
    static final int DEFAULT_MAX_CONNECTIONS = 1024;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public UpstreamConfig {
        endpoints = List.copyOf(endpoints);
        Violations violations = new Violations()
                .check(!endpoints.isEmpty(), "endpoints", Violations.MISSING, "a list of " + Endpoint.SYNTAX)
                .check(
                        new HashSet<>(endpoints).size() == endpoints.size(),
                        "endpoints",
                        endpoints,
                        "each endpoint once")
                .range("connectTimeout", connectTimeout, Duration.ofMillis(1), Duration.ofMinutes(1))
                .range("responseTimeout", responseTimeout, Duration.ofMillis(1), Duration.ofHours(1))
                .range("maxConnections", maxConnections, 1, 65_535);
        for (Endpoint endpoint : endpoints) {
            violations.check(endpoint.port() != 0, "endpoints", endpoint, "a port from 1 to 65535");
        }
        violations.throwIfAny();
    }
}
