package io.watertight.gateway.admission;

import io.watertight.ratelimit.Limiter;

/** Makes the limiter of one policy, once for the life of the process. */
@FunctionalInterface
public interface LimiterFactory {

    /**
     * Makes the limiter of that policy.
     *
     * @param policy the policy's name
     * @param parts what it has in common with the others
     */
    Limiter create(String policy, LimiterParts parts);
}
