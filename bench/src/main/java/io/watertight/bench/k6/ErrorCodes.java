package io.watertight.bench.k6;

import io.watertight.bench.load.FailureKind;

/** The numbers that k6 gives to what went wrong. Stateless. */
final class ErrorCodes {
    private static final int TIMEOUT = 1050;
    private static final int FIRST_OF_NAMES = 1100;
    private static final int LAST_OF_NAMES = 1199;
    private static final int FIRST_OF_DIALLING = 1210;
    private static final int LAST_OF_DIALLING = 1219;
    private static final int RESET = 1220;

    private ErrorCodes() {}

    /** Why there is no answer. What k6 has no number of its own for is an end of the connection, as far as can be told. */
    static FailureKind kindOf(int code) {
        if (code == TIMEOUT) {
            return FailureKind.TIMEOUT;
        }
        if (code == RESET) {
            return FailureKind.RESET;
        }
        boolean notSent = (code >= FIRST_OF_NAMES && code <= LAST_OF_NAMES)
                || (code >= FIRST_OF_DIALLING && code <= LAST_OF_DIALLING);
        return notSent ? FailureKind.CONNECT : FailureKind.CLOSED_BEFORE_ANSWER;
    }
}
