package io.watertight.gateway.admission;

import io.watertight.ratelimit.BucketCap;
import io.watertight.ratelimit.Limiter;
import io.watertight.ratelimit.NanoClock;

/** Makes the limiter of one policy, once for the life of the process. */
@FunctionalInterface
public interface LimiterFactory {

    /**
     * Makes the limiter of that policy.
     *
     * @param policy the policy's name
     * @param clock the process's clock
     * @param cap what the limiters of all policies may hold together
     */
    Limiter create(String policy, NanoClock clock, BucketCap cap);
}
