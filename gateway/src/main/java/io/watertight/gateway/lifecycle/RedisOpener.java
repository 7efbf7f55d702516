package io.watertight.gateway.lifecycle;

import io.watertight.gateway.admission.RemoteStores;
import io.watertight.gateway.config.RedisConfig;
import io.watertight.gateway.redis.RedisOptions;
import io.watertight.gateway.redis.RedisStores;
import io.watertight.gateway.redis.StoreMeter;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.RemoteStore;

/** Opens the configured Redis. Stateless. */
final class RedisOpener implements RemoteStores.Opener {

    private final StoreMeter meter;

    /** @param meter told of every call */
    RedisOpener(StoreMeter meter) {
        this.meter = meter;
    }

    @Override
    public RemoteStores open(RedisConfig config, NanoClock clock) {
        RedisOptions options = new RedisOptions(
                config.uri(),
                config.cluster(),
                config.password(),
                config.caFile(),
                config.timeout(),
                config.maxInFlight(),
                config.prefix());
        RedisStores stores = RedisStores.open(options, clock, meter);
        return new RemoteStores() {
            @Override
            public RemoteStore store(String policy) {
                return stores.store(policy);
            }

            @Override
            public boolean isConnected() {
                return stores.isConnected();
            }

            @Override
            public void close() {
                stores.close();
            }
        };
    }
}
