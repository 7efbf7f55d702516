/**
 * Who the replicas are that share the limits, and so which share this one has: sources of members, which of them this replica
 * is, and the thread that asks.
 *
 * <p>What follows from an answer is decided in {@link io.watertight.ratelimit.Membership}; here is only how to get one. Sources
 * block, and so are asked on a thread of their own, never on an event loop.
 */
@NullMarked
package io.watertight.gateway.membership;

import org.jspecify.annotations.NullMarked;
