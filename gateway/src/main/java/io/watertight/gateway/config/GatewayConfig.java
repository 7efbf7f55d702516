package io.watertight.gateway.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration of a gateway: valid in each part, and every name that one part uses of another exists.
 *
 * @param listen where clients connect
 * @param admin where health, metrics and the ledger are served
 * @param threads event loops: 0 to 256, where 0 is one for each core
 * @param transport how sockets are driven
 * @param accessLog whether each request is logged
 * @param jwt which tokens are valid; null only if no route asks for one
 * @param policies by name, in the order of the file
 * @param limiter where buckets are held
 * @param routes at least one; no two with the same host and path
 * @param upstreams at least one, by name, in the order of the file
 * @param http the limits of the client side
 * @param shutdown how the replica leaves
 * @param proof what a bench may see
 * @param otlp where metrics are pushed; null for nowhere
 */
public record GatewayConfig(
        Endpoint listen,
        Endpoint admin,
        int threads,
        Transport transport,
        boolean accessLog,
        @Nullable JwtConfig jwt,
        Map<String, PolicyConfig> policies,
        LimiterConfig limiter,
        List<RouteConfig> routes,
        Map<String, UpstreamConfig> upstreams,
        HttpConfig http,
        ShutdownConfig shutdown,
        ProofConfig proof,
        @Nullable OtlpConfig otlp) {

    static final Endpoint DEFAULT_LISTEN = new Endpoint("0.0.0.0", 8080);
    static final Endpoint DEFAULT_ADMIN = new Endpoint("0.0.0.0", 9090);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public GatewayConfig {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        routes = List.copyOf(routes);
        upstreams = Collections.unmodifiableMap(new LinkedHashMap<>(upstreams));
        Violations violations = new Violations();
        Wiring.checkProcess(listen, admin, threads, violations);
        new Wiring(jwt != null, jwt, policies, routes, upstreams.keySet()).check(violations);
        Wiring.checkFloor(limiter, policies, violations);
        violations.throwIfAny();
    }

    /**
     * What of this comes into force in a process that runs with another configuration: all but what only a restart can change, which is as it was.
     */
    public GatewayConfig inProcessOf(GatewayConfig running) {
        return new GatewayConfig(
                running.listen,
                running.admin,
                running.threads,
                running.transport,
                accessLog,
                jwt,
                policies,
                limiter.withMaxBuckets(running.limiter.maxBuckets()),
                routes,
                upstreams,
                http,
                shutdown,
                proof,
                running.otlp);
    }
}
