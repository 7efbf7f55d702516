package io.watertight.gateway.http;

/** Fired through a client connection's pipeline when the process is about to leave. */
public enum Leave {
    /** Close the connection if no request is being served on it. */
    IF_IDLE
}
