package io.watertight.gateway.redis;

import io.watertight.ratelimit.NanoClock;
import java.time.Duration;

/** Clients of a test's Redis. */
final class Stores {

    static final String PREFIX = "wt:";
    static final String POLICY = "default";

    /** Long enough for a busy machine, where not the timeout is what is looked at. */
    static final Duration PATIENT = Duration.ofSeconds(5);

    private Stores() {}

    static RedisOptions options(String uri, Duration timeout) {
        return new RedisOptions(uri, false, null, null, timeout, 1024, PREFIX);
    }

    /** Opens a client and waits until it is connected. */
    static RedisStores connected(RedisOptions options) {
        RedisStores stores = open(options);
        Await.until("the client is connected", stores::isConnected);
        return stores;
    }

    static RedisStores open(RedisOptions options) {
        return RedisStores.open(options, NanoClock.system(), (operation, result, nanos) -> {});
    }
}
