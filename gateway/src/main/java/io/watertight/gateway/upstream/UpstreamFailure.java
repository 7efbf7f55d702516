package io.watertight.gateway.upstream;

/** Why an upstream gave no whole answer: a closed set. */
public enum UpstreamFailure {
    /** No endpoint has an address, or all its connections are in use. */
    UNAVAILABLE,
    /** No connection could be opened. */
    CONNECT,
    /** The connection ended before the answer did. */
    CLOSED,
    /** What came is not one HTTP response. */
    PROTOCOL,
    /** Nothing came in time. */
    TIMEOUT
}
