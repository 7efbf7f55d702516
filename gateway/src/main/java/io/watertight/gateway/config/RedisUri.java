package io.watertight.gateway.config;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a Redis is, as Lettuce reads it, and stricter: it takes whatever it cannot read for a host's name. */
final class RedisUri {

    static final String SYNTAX =
            "redis://HOST:PORT, rediss://HOST:PORT, or redis-sentinel://HOST:PORT,HOST:PORT#MASTER;"
                    + " several HOST:PORT of servers only with cluster: true";

    private static final Set<String> OF_SERVERS = Set.of("redis", "rediss");
    private static final Set<String> OF_SENTINELS = Set.of("redis-sentinel", "rediss-sentinel");
    private static final Pattern DATABASE = Pattern.compile("(/[0-9]{0,9})?");
    private static final Pattern WITH_PORT = Pattern.compile(".*:[0-9]+");
    private static final String ANY_PORT = ":1";

    private RedisUri() {}

    /** @param cluster whether its nodes are those of a Redis Cluster */
    static boolean isValid(String text, boolean cluster) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String scheme = uri.getScheme();
        String authority = uri.getRawAuthority();
        if (scheme == null
                || authority == null
                || !DATABASE.matcher(uri.getRawPath()).matches()) {
            return false;
        }
        String nodes = authority.substring(authority.lastIndexOf('@') + 1);
        boolean readable = Stream.of(nodes.split(",", -1)).allMatch(RedisUri::isNode);
        if (OF_SENTINELS.contains(scheme)) {
            String master = uri.getRawFragment();
            return readable && !cluster && master != null && !master.isEmpty();
        }
        return readable && OF_SERVERS.contains(scheme) && (cluster || nodes.indexOf(',') < 0);
    }

    private static boolean isNode(String text) {
        try {
            return Endpoint.parse(WITH_PORT.matcher(text).matches() ? text : text + ANY_PORT)
                            .port()
                    > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
