/**
 * Client connections: one request at a time from its head to the end of its answer, on one event loop.
 *
 * <p>{@link io.watertight.gateway.http.ClientConnection} owns the state. {@link io.watertight.gateway.http.ClientHandler} translates Netty's events into its
 * {@code on...} calls; {@link io.watertight.gateway.http.Admission} asks the verifier and the limiter, {@link io.watertight.gateway.http.Exchange} moves request and
 * response, and both tell it what came of it. Bytes are judged by the {@code wire} package before anything here acts on them.
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
