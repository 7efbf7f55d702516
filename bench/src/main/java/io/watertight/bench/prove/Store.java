package io.watertight.bench.prove;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.cluster.RedisBinary;
import io.watertight.bench.cluster.RedisServer;
import io.watertight.bench.cluster.Resp;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration ANSWER = Duration.ofSeconds(5);

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
     * Asks the store that the plan names, if any, whether it is there.
     *
     * @throws IOException if it does not answer, or does not let us in
     */
    static void require(SharingPlan sharing) throws IOException {
        if (sharing.redisUri() == null) {
            return;
        }
        RedisAddress address = RedisAddress.parse(sharing.redisUri());
        try (Resp store = Resp.connect(address, ANSWER)) {
            store.call("PING");
        } catch (UnknownHostException e) {
            throw unusable(address, "no such host", e);
        } catch (IOException e) {
            throw unusable(address, e.getMessage(), e);
        }
    }

    private static IOException unusable(RedisAddress address, @Nullable String why, IOException cause) {
        return new IOException(
                "--redis " + address + ": " + why
                        + " (start a Redis there, or leave --redis out for one of the bench's own)",
                cause);
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
