package io.watertight.gateway.redis;

import io.watertight.gateway.config.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis, and how long and how much to wait for it. Prints neither the URI, which may hold a password, nor the password.
 *
 * @param uri {@code redis://HOST:PORT}, {@code rediss://} for TLS, {@code redis-sentinel://HOST,HOST#MASTER} ({@code rediss-sentinel://}), and for a cluster one or
 *     more nodes to begin with, {@code redis://HOST:PORT,HOST:PORT}; user, password and database as is usual for these
 * @param cluster whether the nodes are a Redis Cluster
 * @param password used instead of one in the URI; null for none
 * @param caFile certificates (PEM) that servers are verified by; null for those that Java trusts
 * @param timeout after which a charge counts as unanswered; above zero, at most a minute
 * @param maxInFlight charges that may wait for an answer at once; 1 to 1 000 000
 * @param prefix what all keys begin with; without braces, which mark the part of a key that places it in a cluster
 */
public record RedisOptions(
        String uri,
        boolean cluster,
        @Nullable Secret password,
        @Nullable Path caFile,
        Duration timeout,
        int maxInFlight,
        String prefix) {

    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);
    private static final int MAX_IN_FLIGHT = 1_000_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not allowed; the message names it and what was expected, and shows no secret
     */
    public RedisOptions {
        NodeUris.parse(uri, cluster);
        require(
                timeout.isPositive() && timeout.compareTo(MAX_TIMEOUT) <= 0,
                "timeout",
                timeout,
                "above 0s, at most 60s");
        require(maxInFlight >= 1 && maxInFlight <= MAX_IN_FLIGHT, "maxInFlight", maxInFlight, "1 to " + MAX_IN_FLIGHT);
        require(prefix.indexOf('{') < 0 && prefix.indexOf('}') < 0, "prefix", prefix, "no braces");
    }

    private static void require(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    @Override
    public String toString() {
        return "RedisOptions[cluster=" + cluster + ", timeout=" + timeout + ", maxInFlight=" + maxInFlight + ", prefix="
                + prefix + "]";
    }
}
