package io.watertight.bench.load;

import io.watertight.bench.text.Durations;
import java.time.Duration;

/**
 * How connections are used. Immutable.
 *
 * @param maxPerReplica connections to one replica, 1..100000; with {@link Balancing#PER_CONNECTION} times the number of ready
 *     replicas, wherever they go. Requests that find none idle wait, and their latency counts from when they were due.
 * @param balancing how traffic is spread over replicas
 * @param maxRequests requests after which a connection is closed by this side, 0 for no limit
 * @param connectTimeout until an attempt to connect counts as failed, above 0
 * @param requestTimeout from sending until an answer counts as missing, above 0
 * @param grace after the last request was due, how long requests that wait for a connection may still be sent, 0 or longer
 */
public record ConnectionOptions(
        int maxPerReplica,
        Balancing balancing,
        int maxRequests,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration grace) {

    /** @throws IllegalArgumentException naming the component that is out of range */
    public ConnectionOptions {
        require(maxPerReplica >= 1 && maxPerReplica <= 100_000, "connections: " + maxPerReplica, "1..100000");
        require(maxRequests >= 0, "requests per connection: " + maxRequests, ">= 0");
        require(connectTimeout.isPositive(), "connect timeout: " + Durations.text(connectTimeout), "> 0");
        require(requestTimeout.isPositive(), "timeout: " + Durations.text(requestTimeout), "> 0");
        require(!grace.isNegative(), "grace: " + grace, ">= 0");
    }

    /** Round robin over kept connections, 2 s to connect, 5 s to answer, 1 s of grace. */
    public static ConnectionOptions roundRobin(int maxPerReplica) {
        return new ConnectionOptions(
                maxPerReplica,
                Balancing.ROUND_ROBIN,
                0,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
    }

    public ConnectionOptions withBalancing(Balancing newBalancing) {
        return new ConnectionOptions(maxPerReplica, newBalancing, maxRequests, connectTimeout, requestTimeout, grace);
    }

    public ConnectionOptions withMaxRequests(int newMaxRequests) {
        return new ConnectionOptions(maxPerReplica, balancing, newMaxRequests, connectTimeout, requestTimeout, grace);
    }

    public ConnectionOptions withRequestTimeout(Duration newTimeout) {
        return new ConnectionOptions(maxPerReplica, balancing, maxRequests, connectTimeout, newTimeout, grace);
    }

    public ConnectionOptions withGrace(Duration newGrace) {
        return new ConnectionOptions(maxPerReplica, balancing, maxRequests, connectTimeout, requestTimeout, newGrace);
    }

    private static void require(boolean holds, String what, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(what + " (expected: " + expected + ")");
        }
    }
}
