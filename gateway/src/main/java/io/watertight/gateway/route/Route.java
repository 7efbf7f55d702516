package io.watertight.gateway.route;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.watertight.gateway.admission.Policy;
import io.watertight.gateway.config.Auth;
import io.watertight.gateway.config.RouteConfig;
import io.watertight.gateway.telemetry.RequestMeter;
import io.watertight.gateway.upstream.Upstream;
import io.watertight.gateway.wire.Chars;
import io.watertight.gateway.wire.RequestHead;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One route: what it matches, and where it leads. Immutable. */
public final class Route {

    private final byte @Nullable [] host;
    private final byte[] path;
    private final boolean authenticated;
    private final long cost;
    private final Upstream upstream;
    private final @Nullable Policy policy;
    private final RequestMeter meter;

    public Route(RouteConfig config, Upstream upstream, @Nullable Policy policy, RequestMeter meter) {
        this.host = config.host() == null ? null : authority(config.host());
        this.path = config.path().getBytes(US_ASCII);
        this.authenticated = config.auth() == Auth.JWT;
        this.cost = config.cost();
        this.upstream = upstream;
        this.policy = policy;
        this.meter = meter;
    }

    /** As a Host field has it: an IPv6 address in brackets. */
    private static byte[] authority(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        return (lowerCase.indexOf(':') < 0 ? lowerCase : "[" + lowerCase + "]").getBytes(US_ASCII);
    }

    /** True where the host is the route's, or the route takes any, and the path is the route's or lies below it. */
    boolean matches(RequestHead head) {
        int length = path.length;
        int from = head.targetStart();
        int pathEnd = head.pathEnd();
        if (pathEnd - from < length || !Arrays.equals(head.target(), from, from + length, path, 0, length)) {
            return false;
        }
        boolean atBoundary = pathEnd - from == length || path[length - 1] == '/' || head.target()[from + length] == '/';
        return atBoundary && (host == null || hostMatches(head, host));
    }

    private static boolean hostMatches(RequestHead head, byte[] host) {
        int from = head.hostStart();
        int to = head.hostEnd();
        int colon = to;
        while (colon > from && head.bytes()[colon - 1] >= '0' && head.bytes()[colon - 1] <= '9') {
            colon--;
        }
        int end = colon > from && head.bytes()[colon - 1] == ':' ? colon - 1 : to;
        return Chars.equalsIgnoreCase(head.bytes(), from, end, host);
    }

    /** Routes with a host come first, then the longer path. */
    int precedence() {
        return (host != null ? 1 << 20 : 0) + path.length;
    }

    /** True where a valid token is required. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** How many permits a request costs, 1 or more. */
    public long cost() {
        return cost;
    }

    public Upstream upstream() {
        return upstream;
    }

    /** The policy that holds the subject, or null where there is none. */
    public @Nullable Policy policy() {
        return policy;
    }

    public RequestMeter meter() {
        return meter;
    }
}
