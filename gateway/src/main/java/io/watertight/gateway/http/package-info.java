/**
 * Client connections: one request at a time from its head to the end of its answer, on one event loop.
 *
 * <p>{@link io.watertight.gateway.http.ClientConnection} owns the state; Netty's events, the limiter's decision and the upstream's response come to it as
 * {@code on...} calls. Bytes are judged by the {@code wire} package before anything here acts on them.
 *
 * <p>Backpressure, both ways:
 *
 * <ul>
 *   <li>while the client takes no more bytes, the upstream connection is not read;
 *   <li>while the upstream takes no more bytes, the client is not read;
 *   <li>while a request is being answered, at most {@link io.watertight.gateway.http.ClientConnection#MAX_AHEAD_BYTES} of what follows it are read ahead.
 * </ul>
 */
@NullMarked
package io.watertight.gateway.http;

import org.jspecify.annotations.NullMarked;
