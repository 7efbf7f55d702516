package io.watertight.gateway.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where requests of a host and below a path go.
 *
 * @param host the only host it serves, in lower case and without a port; null for any
 * @param path the path it serves, with all that lies below it segment by segment: {@code /api} takes {@code /api} and
 *     {@code /api/v1} but not {@code /apiary}. In normal form: no empty, {@code .} or {@code ..} segment, nothing
 *     encoded, no slash at the end (apart from {@code /} itself)
 * @param upstream the name of the upstream
 * @param policy the name of the rate-limit policy, or null for no limit
 * @param auth who may use it; without a token there is no subject and so no policy
 * @param cost how many permits one request spends: 1 or more, and more than 1 only with a policy
 */
public record RouteConfig(
        @Nullable String host,
        String path,
        String upstream,
        @Nullable String policy,
        Auth auth,
        long cost) {

    private static final Pattern PATH_CHARACTERS = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/-]*");
    private static final Pattern EMPTY_OR_DOTS = Pattern.compile("/(\\.{0,2})(/.*)?|/.*/(\\.{0,2})(/.*)?");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule
     */
    public RouteConfig {
        host = host == null ? null : host.toLowerCase(Locale.ROOT);
        new Violations()
                .check(
                        host == null || HostName.isValid(host) || IpLiteral.parse(host) != null,
                        "host",
                        String.valueOf(host),
                        "a host name or an IP address, without a port")
                .check(isNormal(path), "path", path.isEmpty() ? Violations.MISSING : path, expectedOf(path))
                .check(!upstream.isEmpty(), "upstream", Violations.MISSING, "the name of an upstream")
                .check(
                        policy == null || auth == Auth.JWT,
                        "policy",
                        String.valueOf(policy),
                        "no policy where auth is none: without a token there is no subject to limit")
                .check(cost >= 1, "cost", cost, ">= 1")
                .check(cost <= 1 || policy != null, "cost", cost, "1, or a policy to spend it from")
                .throwIfAny();
    }

    private static boolean isNormal(String path) {
        return path.equals("/")
                || (path.startsWith("/")
                        && PATH_CHARACTERS.matcher(path).matches()
                        && !EMPTY_OR_DOTS.matcher(path).matches());
    }

    private static String expectedOf(String path) {
        if (!path.startsWith("/")) {
            return "a path that starts with /";
        }
        if (path.endsWith("/") && isNormal(path.substring(0, path.length() - 1))) {
            return path.substring(0, path.length() - 1) + ", which covers all below it too";
        }
        return "a path in normal form: no empty, . or .. segment, no query, nothing encoded";
    }
}
