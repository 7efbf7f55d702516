package io.watertight.gateway.lifecycle;

import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.admission.Policy;
import io.watertight.gateway.config.GatewayConfig;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.gateway.config.RouteConfig;
import io.watertight.gateway.config.TiersConfig;
import io.watertight.gateway.http.ProofFields;
import io.watertight.gateway.http.Serving;
import io.watertight.gateway.jwt.TokenVerifier;
import io.watertight.gateway.route.Route;
import io.watertight.gateway.route.RouteTable;
import io.watertight.gateway.telemetry.GatewayMetrics;
import io.watertight.gateway.upstream.AddressResolver;
import io.watertight.gateway.upstream.Upstream;
import io.watertight.ratelimit.Quota;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes of a configuration what requests use. What the new configuration has in common with the one before is kept: limiters by their policy's name,
 * upstreams that have not changed with their open connections.
 */
final class ServingFactory {

    private final Limiters limiters;
    private final GatewayMetrics metrics;
    private final int loops;
    private volatile Map<String, Upstream> upstreams = Map.of();

    ServingFactory(Limiters limiters, GatewayMetrics metrics, int loops) {
        this.limiters = limiters;
        this.metrics = metrics;
        this.loops = loops;
    }

    /** The upstreams of the configuration in force. */
    Collection<Upstream> upstreams() {
        return upstreams.values();
    }

    /** Blocks while the names of new endpoints are resolved. */
    synchronized Serving create(GatewayConfig config) {
        Map<String, Upstream> next = new HashMap<>();
        config.upstreams().forEach((name, upstream) -> {
            Upstream known = upstreams.get(name);
            if (known != null && known.config().equals(upstream)) {
                next.put(name, known);
            } else {
                Upstream made = new Upstream(name, upstream, metrics.upstream(name), loops);
                AddressResolver.resolve(made);
                next.put(name, made);
            }
        });
        Map<String, Policy> policies = new HashMap<>();
        config.policies()
                .forEach((name, policy) -> policies.put(
                        name,
                        new Policy(
                                name,
                                policy,
                                limiters.of(name),
                                limiters.hasher(),
                                config.http().rateLimitFields())));
        config.policies().forEach((name, policy) -> {
            limiters.of(name).limiter().quotas(quotas(policy));
            metrics.configure(name, policy);
        });
        List<Route> routes = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            Upstream upstream = next.get(route.upstream());
            if (upstream == null) {
                throw new IllegalStateException(
                        "a validated configuration names no unknown upstream: " + route.upstream());
            }
            Policy policy = route.policy() == null ? null : policies.get(route.policy());
            routes.add(new Route(route, upstream, policy, metrics.requests(route.path())));
        }
        upstreams = Map.copyOf(next);
        return new Serving(
                new RouteTable(routes),
                config.jwt() == null ? null : new TokenVerifier(config.jwt()),
                config.http(),
                new ProofFields(config.proof()),
                config.accessLog());
    }

    /** By names that stay when the configuration changes. */
    private static Map<String, Quota> quotas(PolicyConfig policy) {
        Map<String, Quota> quotas = new HashMap<>();
        quotas.put("base", policy.quota());
        TiersConfig tiers = policy.tiers();
        if (tiers != null) {
            tiers.quotas().forEach((tier, quota) -> quotas.put("tier " + tier, quota));
        }
        return quotas;
    }
}
