package io.watertight.gateway.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.watertight.gateway.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the configured URI to those of the nodes it names. */
final class NodeUris {

    /** How long the greeting of a new connection, or a Sentinel's answer, may take. */
    private static final Duration GREETING = Duration.ofSeconds(2);

    private static final String EXPECTED =
            "uri: (expected: redis://HOST:PORT, rediss://HOST:PORT or redis-sentinel://HOST:PORT,HOST:PORT#MASTER)";

    private NodeUris() {}

    /**
     * Reads the URI: one for a server or for Sentinels, one or more for a cluster.
     *
     * @throws IllegalArgumentException whose message does not show the URI, which may hold a password
     */
    static List<RedisURI> parse(String uri, boolean cluster) {
        try {
            List<RedisURI> nodes =
                    cluster ? RedisClusterURIUtil.toRedisURIs(URI.create(uri)) : List.of(RedisURI.create(uri));
            for (RedisURI node : nodes) {
                node.setTimeout(GREETING);
                // it would be that of the jar, which holds other libraries too
                node.setLibraryVersion("");
            }
            return nodes;
        } catch (RuntimeException e) { // its message would show the URI
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /** The same with the configured password, where there is one; the user is still the URI's. */
    static List<RedisURI> of(RedisOptions options) {
        List<RedisURI> nodes = parse(options.uri(), options.cluster());
        Secret password = options.password();
        if (password != null) {
            char[] text = new String(password.copyBytes(), StandardCharsets.UTF_8).toCharArray();
            StaticCredentialsProvider credentials = new StaticCredentialsProvider(user(options.uri()), text);
            nodes.forEach(node -> node.setCredentialsProvider(credentials));
        }
        return nodes;
    }

    private static @Nullable String user(String uri) {
        String authority = URI.create(uri).getRawAuthority();
        int at = authority.lastIndexOf('@');
        if (at < 0) {
            return null;
        }
        int colon = authority.indexOf(':');
        String user = authority.substring(0, colon >= 0 && colon < at ? colon : at);
        return user.isEmpty() ? null : URLDecoder.decode(user, StandardCharsets.UTF_8);
    }

    /** Another node of the same cluster, reached in the same way. */
    static RedisURI sibling(RedisURI node, String host, int port) {
        RedisURI sibling = RedisURI.builder(node).withHost(host).withPort(port).build();
        sibling.setTimeout(node.getTimeout());
        return sibling;
    }
}
