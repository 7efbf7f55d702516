/**
 * The gateway. A request's way through it, and the packages in that order:
 *
 * <ol>
 *   <li>{@code http}: the client's connection, which owns the request's state; {@code wire} is its gate, through which only heads and bodies pass that can be
 *       read in one way;
 *   <li>{@code route}: host and path select an upstream and a policy;
 *   <li>{@code jwt}: the token is verified; no bucket is created before;
 *   <li>{@code admission}: the subject's limiter decides, now or later;
 *   <li>{@code upstream}: the request goes out on a pooled connection of the same event loop, and the response streams back.
 * </ol>
 *
 * <p>All of it happens on one event loop, from accept to answer, without a lock and without a blocking call. Beside the way: {@code config} (one YAML file to
 * records), {@code membership} (this replica's share of the limits), {@code admin} (health, metrics, ledger), {@code telemetry}, {@code lifecycle} (start, reload, drain, exit), {@code loop} (what one event loop's
 * connections share).
 */
@NullMarked
package io.watertight.gateway;

import org.jspecify.annotations.NullMarked;
