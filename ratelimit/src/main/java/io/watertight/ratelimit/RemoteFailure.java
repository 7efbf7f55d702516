package io.watertight.ratelimit;

/** Why a {@link RemoteStore} gave no answer. */
public enum RemoteFailure {
    /** None came in time. */
    TIMEOUT,
    /** Not sent: as many charges as may be were under way. */
    OVERLOADED,
    /** There is no connection, or it was lost. */
    DISCONNECTED,
    /** The store answered with an error. */
    ERROR
}
