package io.watertight.gateway.config;

import io.watertight.ratelimit.BelowFloor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules between the parts of a configuration: every name that is used exists, and what they say together can work.
 *
 * <p>A part may be null: it is there but broken, which has been said already. What depends on it is not judged, so that
 * one mistake is one message.
 *
 * @param jwtGiven whether the file has a jwt section, broken or not
 * @param upstreams the names of the upstreams, broken ones too
 */
record Wiring(
        boolean jwtGiven,
        @Nullable JwtConfig jwt,
        Map<String, ? extends @Nullable PolicyConfig> policies,
        List<? extends @Nullable RouteConfig> routes,
        Set<String> upstreams) {

    private static final int MAX_THREADS = 256;

    /** Names appear in metrics, in logs and in response fields: nothing that needs quoting in any of them. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    static void checkProcess(Endpoint listen, Endpoint admin, int threads, Violations violations) {
        violations
                .check(
                        listen.port() == 0 || !listen.equals(admin),
                        "admin",
                        admin,
                        "another address than listen: the admin port is not for clients")
                .check(
                        threads >= 0 && threads <= MAX_THREADS,
                        "threads",
                        threads,
                        "0 to " + MAX_THREADS + ", where 0 is one for each core");
    }

    void check(Violations violations) {
        violations
                .check(!routes.isEmpty(), "routes", Violations.MISSING, "at least one route")
                .check(!upstreams.isEmpty(), "upstreams", Violations.MISSING, "at least one upstream");
        checkNames("policies", policies.keySet(), violations);
        checkNames("upstreams", upstreams, violations);
        checkKeyClaims(violations);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < routes.size(); i++) {
            RouteConfig route = routes.get(i);
            if (route != null) {
                checkRoute("routes[" + i + "]", route, violations);
                checkDuplicate(i, route, seen, violations);
            }
        }
    }

    /** What is known before the members are read: where they are listed, and bursts are to be kept to the request. */
    static void checkFloor(
            LimiterConfig limiter, Map<String, ? extends @Nullable PolicyConfig> policies, Violations violations) {
        ShareConfig share = limiter.share();
        if (limiter.mode() == LimiterMode.SHARE
                && share != null
                && share.belowFloor() == BelowFloor.REFUSE
                && share.source() instanceof MemberSource.Listed(List<Endpoint> members)) {
            policies.forEach((name, policy) -> {
                if (policy != null) {
                    violations.check(
                            policy.smallestBurst() >= members.size(),
                            "policies." + name + ".burst",
                            policy.smallestBurst(),
                            ">= " + members.size()
                                    + ", one for each of limiter.share.members; or limiter.share.belowFloor: floor");
                }
            });
        }
    }

    private static void checkNames(String section, Set<String> names, Violations violations) {
        for (String name : names) {
            violations.check(
                    NAME.matcher(name).matches(),
                    section,
                    name.isEmpty() ? "an empty name" : name,
                    "a name of 1 to 64 letters, digits, _ and -, the first a letter or a digit");
        }
    }

    /** So that a verified token always says whose bucket it is. */
    private void checkKeyClaims(Violations violations) {
        if (jwt == null) {
            return;
        }
        policies.forEach((name, policy) -> {
            if (policy != null) {
                violations.check(
                        jwt.requiredClaims().contains(policy.keyClaim()),
                        "policies." + name + ".key",
                        policy.keyClaim(),
                        "one of jwt.requiredClaims " + jwt.requiredClaims()
                                + "; a token without it would have no bucket");
            }
        });
    }

    private void checkRoute(String key, RouteConfig route, Violations violations) {
        violations
                .check(
                        upstreams.isEmpty() || upstreams.contains(route.upstream()),
                        key + ".upstream",
                        route.upstream(),
                        "one of the upstreams " + upstreams)
                .check(
                        jwtGiven || route.auth() != Auth.JWT,
                        key + ".auth",
                        "jwt",
                        "a jwt section with keys, or auth: none");
        String policyName = route.policy();
        if (policyName == null) {
            return;
        }
        violations.check(
                policies.containsKey(policyName),
                key + ".policy",
                policyName,
                policies.isEmpty() ? "a policies section that defines it" : "one of the policies " + policies.keySet());
        PolicyConfig policy = policies.get(policyName);
        if (policy != null) {
            violations.check(
                    route.cost() <= policy.smallestBurst(),
                    key + ".cost",
                    route.cost(),
                    "<= " + policy.smallestBurst() + ", the smallest burst of policy " + policyName
                            + "; a request that costs more could never succeed");
        }
    }

    private static void checkDuplicate(int index, RouteConfig route, Map<String, Integer> seen, Violations violations) {
        String host = route.host();
        Integer earlier = seen.putIfAbsent((host == null ? "*" : host) + route.path(), index);
        violations.check(
                earlier == null,
                "routes[" + index + "].path",
                host == null ? route.path() : route.path() + " of host " + host,
                "once, routes[" + earlier + "] has the same host and path");
    }
}
