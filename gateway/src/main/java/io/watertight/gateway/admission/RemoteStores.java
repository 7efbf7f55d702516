package io.watertight.gateway.admission;

import io.watertight.gateway.config.RedisConfig;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.RemoteStore;

/** The buckets of all policies in a store that all replicas charge. Safe for use by many threads. */
public interface RemoteStores extends AutoCloseable {

    /** Opens them. */
    @FunctionalInterface
    interface Opener {

        /**
         * Begins to connect, and does not wait for it.
         *
         * @param clock the process's clock
         * @throws IllegalArgumentException if that cannot be done; the message names the key of the configuration
         */
        RemoteStores open(RedisConfig config, NanoClock clock);
    }

    /** The buckets of one policy. */
    RemoteStore store(String policy);

    /** True while every subject's store is connected. */
    boolean isConnected();

    /** Ends all connections. Waits for that, so it is not for an event loop. Idempotent. */
    @Override
    void close();
}
