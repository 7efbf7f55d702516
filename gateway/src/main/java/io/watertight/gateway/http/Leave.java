package io.watertight.gateway.http;

/**
 * Fired through a client connection's pipeline, again and again, while the process is about to leave: it is closed if no request is being served on it.
 *
 * @param idleNanos and none has been for so long: a client that is about to send the next one would lose it
 */
public record Leave(long idleNanos) {}
