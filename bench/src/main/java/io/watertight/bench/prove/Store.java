package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that the gateways of a run share.
 *
 * @param address where it is
 * @param uri the same for a configuration file; may hold a password
 * @param server the server, where it is the bench's own; null for one that belongs to somebody else
 */
record Store(RedisAddress address, String uri, @Nullable RedisServer server) implements AutoCloseable {

    /**
     * The store that the plan names, or a new one.
     *
     * @throws IOException if no server can be started
     */
    static Store open(SharingPlan sharing, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        if (sharing.redisUri() != null) {
            return new Store(RedisAddress.parse(sharing.redisUri()), sharing.redisUri(), null);
        }
        RedisServer server = RedisServer.start(RedisBinary.find(environment), directory);
        return new Store(server.address(), server.address().toString(), server);
    }

    /**
     * The server, for what can only be done to one's own.
     *
     * @throws IllegalStateException if it is not
     */
    RedisServer own() {
        if (server == null) {
            throw new IllegalStateException("the store is somebody else's");
        }
        return server;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }

    /** Does not show a password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
