package io.watertight.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that all replicas charge. Prints neither the URI, which may hold a password, nor any secret.
 *
 * @param uri {@code redis://HOST:PORT}, {@code rediss://} for TLS, {@code redis-sentinel://HOST,HOST#MASTER}; several nodes of
 *     a cluster with commas
 * @param cluster whether the nodes are a Redis Cluster
 * @param password used instead of one in the URI; null for none
 * @param caFile certificates (PEM) that servers are verified by; null for those that Java trusts
 * @param timeout after which an answer is no longer waited for: 1ms to 10s
 * @param maxInFlight charges that may wait for an answer at once: 1 to 1 000 000
 * @param onOutage what decides meanwhile
 * @param prefix what all keys begin with; printable, without braces
 * @param subjectSecret what subjects are hashed with, the same in all replicas; at least 16 bytes
 */
public record RedisConfig(
        String uri,
        boolean cluster,
        @Nullable Secret password,
        @Nullable Path caFile,
        Duration timeout,
        int maxInFlight,
        OnOutage onOutage,
        String prefix,
        Secret subjectSecret) {

    static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(20);
    static final int DEFAULT_MAX_IN_FLIGHT = 1024;
    static final String DEFAULT_PREFIX = "wt:";

    static final int LEAST_SECRET_BYTES = 16;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming every value that breaks a rule; no secret is shown
     */
    public RedisConfig {
        new Violations()
                .check(RedisUri.isValid(uri, cluster), "uri", "not such a URI", RedisUri.SYNTAX)
                .range("timeout", timeout, Duration.ofMillis(1), Duration.ofSeconds(10))
                .range("maxInFlight", maxInFlight, 1, 1_000_000)
                .check(prefix.matches("[!-z|~]{0,100}"), "prefix", prefix, "up to 100 printable characters, no braces")
                .check(
                        subjectSecret.length() >= LEAST_SECRET_BYTES,
                        "subjectSecretFile",
                        subjectSecret.length() + " bytes",
                        "at least " + LEAST_SECRET_BYTES + " bytes")
                .throwIfAny();
    }

    /** The URI without user and password. */
    String shownUri() {
        return uri.replaceFirst("//.*@", "//");
    }

    @Override
    public String toString() {
        return "RedisConfig[" + shownUri() + "]";
    }
}
