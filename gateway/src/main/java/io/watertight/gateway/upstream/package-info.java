/**
 * Upstreams: pools of keep-alive connections, one per event loop and endpoint, and one request's way there and back.
 *
 * <p>A connection is used by the event loop that opened it and by no other. What arrives on it is checked as strictly as what clients send; a byte
 * that nobody asked for ends it. Nothing here knows of clients: a response is told to an {@link io.watertight.gateway.upstream.UpstreamListener}.
 */
@NullMarked
package io.watertight.gateway.upstream;

import org.jspecify.annotations.NullMarked;
