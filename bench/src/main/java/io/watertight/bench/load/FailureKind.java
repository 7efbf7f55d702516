package io.watertight.bench.load;

/** Why a request has no answer. */
public enum FailureKind {
    /** No connection: refused, timed out, or no replica is left. The request was not sent. */
    CONNECT,
    /** The peer ended the connection before the whole answer was here. */
    CLOSED_BEFORE_ANSWER,
    /** The peer reset the connection. */
    RESET,
    /** No whole answer within the timeout. */
    TIMEOUT,
    /** What came back is not HTTP. */
    MALFORMED
}
