/**
 * The operators' side of the gateway: liveness, readiness, metrics, the ledger and the effective configuration, on a
 * port of its own.
 *
 * <p>It has its own event loop of one thread and Netty's HTTP codec, so that a scrape never takes time from a request,
 * and needs none of the data path's speed. What the pages say is supplied from outside; nothing here knows a limiter, a
 * registry or a connection of the data path.
 */
@NullMarked
package io.watertight.gateway.admin;

import org.jspecify.annotations.NullMarked;
