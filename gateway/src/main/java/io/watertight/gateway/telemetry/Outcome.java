package io.watertight.gateway.telemetry;

import java.util.Locale;

/** How a request ended: the metric's tag, the log's field and the dashboard's legend. */
public enum Outcome {
    /** The upstream's answer went out whole. */
    PROXIED,
    /** 400, 405, 413, 414, 431, 501, 505: the message was refused by the framing gate. */
    MALFORMED,
    /** 408: the head did not come in time. */
    HEAD_TIMEOUT,
    /** 404: no route. */
    NO_ROUTE,
    /** 401, or 400 for a malformed Authorization field. */
    UNAUTHENTICATED,
    /** 429: the subject's quota is used up for now. */
    LIMITED,
    /** 503: the limiter's store does not answer, and nothing may be admitted without it. */
    UNDECIDED,
    /** 502: no connection, or no valid response. */
    UPSTREAM_FAILED,
    /** 504. */
    UPSTREAM_TIMEOUT,
    /** 503: no endpoint, or all connections in use. */
    OVERLOADED,
    /** The upstream ended its answer too early: the client's connection was reset. */
    RESPONSE_CUT_SHORT,
    /** The client ended the connection, or stalled, before the exchange was over. */
    CLIENT_GONE;

    private final String tag = name().toLowerCase(Locale.ROOT);

    /** The name in metrics and logs. */
    public String tag() {
        return tag;
    }
}
