/**
 * A balancer of connections, as a Kubernetes Service is one: it stands between a generator that knows one address and
 * replicas that come and go.
 *
 * <p>{@link io.watertight.bench.balance.ConnectionBalancer} decides once for each connection, when it is opened, and then
 * carries bytes; {@code Relay} is one direction of that. Nothing here knows HTTP, or what a replica is.
 */
@NullMarked
package io.watertight.bench.balance;

import org.jspecify.annotations.NullMarked;
