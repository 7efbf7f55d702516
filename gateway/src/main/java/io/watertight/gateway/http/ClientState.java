package io.watertight.gateway.http;

/**
 * What a client's connection is doing.
 *
 * <pre>
 *          head refused, or answered by the gateway itself: DISCARDING (rest of the body); ENDING, LINGERING (before a close)
 *            ^
 *   HEAD --> DECIDING --> CONNECTING --> EXCHANGE --> HEAD
 *            limiter      upstream       request out, response back, at the same time
 * </pre>
 *
 * CLOSED can follow any of them.
 */
enum ClientState {
    /** Reading a request's head, or idle. */
    HEAD,
    /** Waiting for the limiter. */
    DECIDING,
    /** Waiting for a connection to the upstream. */
    CONNECTING,
    /** The request goes out and the response comes back. */
    EXCHANGE,
    /** Answered; the rest of the request's body is read off. */
    DISCARDING,
    /** What is written goes out, and nothing else will. */
    ENDING,
    /** Our side is shut down; what still comes is read off, so that the answer is not lost to a reset. */
    LINGERING,
    CLOSED;

    /** True where a request waits for its answer. */
    boolean isServing() {
        return this == DECIDING || this == CONNECTING || this == EXCHANGE;
    }

    /** True where nothing more is begun. */
    boolean isEnding() {
        return this == ENDING || this == LINGERING || this == CLOSED;
    }
}
