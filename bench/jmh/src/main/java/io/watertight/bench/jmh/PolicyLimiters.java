package io.watertight.bench.jmh;

import io.watertight.gateway.admission.LimiterModes;
import io.watertight.gateway.admission.LimiterParts;
import io.watertight.gateway.admission.Limiters;
import io.watertight.gateway.admission.PolicyLimiter;
import io.watertight.gateway.admission.RemoteStores;
import io.watertight.gateway.config.LimiterConfig;
import io.watertight.gateway.lifecycle.Gateway;
import io.watertight.ratelimit.BelowFloor;
import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.NanoClock;
import io.watertight.ratelimit.Share;
import io.watertight.ratelimit.VirtualTime;
import java.util.function.BiConsumer;

/** The gateway's limiters, put together as the gateway does it. */
final class PolicyLimiters {

    private PolicyLimiters() {}

    /**
     * Opens those of a configuration.
     *
     * @param share this replica's part, which does not change
     * @param there the store of the modes that need one
     * @param onCreated told of each limiter
     */
    static Limiters open(
            LimiterConfig config, Share share, RemoteStores.Opener there, BiConsumer<String, PolicyLimiter> onCreated) {
        NanoClock clock = NanoClock.system();
        return new Limiters(
                new LimiterParts(
                        new VirtualTime(clock, share), () -> BelowFloor.FLOOR, new BucketCap(config.maxBuckets())),
                new LimiterModes(config, clock, Gateway.LIMITERS, there, () -> share),
                onCreated);
    }
}
