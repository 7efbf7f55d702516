/**
 * Buckets in Redis, which all replicas charge: one script call per charge, on connections that belong to an event loop of their own.
 *
 * <p>{@link io.watertight.gateway.redis.RedisStores} is the process's one client; each policy has a {@link io.watertight.gateway.redis.RedisStore} over it. A charge
 * goes from its caller's thread to the loop of this package, over a {@code Link} to the node that holds the subject, and back as one call of its listener. What
 * makes it safe to lose a node, its memory or an answer is in {@code Scripts}; what makes it cheap to be without an answer is in {@code Link} and {@code
 * InFlight}. Nothing here knows of requests, and nobody here decides what to do without Redis.
 */
@NullMarked
package io.watertight.gateway.redis;

import org.jspecify.annotations.NullMarked;
