package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Dates of RFC 7519, section 2: seconds since 1970, as a JSON number, with or without a fraction. */
final class NumericDate {

    /** The end of the year 9999. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final int MAX_DIGITS = 18;

    private NumericDate() {}

    /**
     * Milliseconds since 1970; a fraction of one is dropped.
     *
     * @throws RefusedTokenException bad claim, if the value is no number (a string that looks like a date is none),
     *     negative, not finite or beyond the year 9999
     */
    static long millis(JsonParser value) throws IOException, RefusedTokenException {
        JsonToken token = value.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && value.getTextLength() <= MAX_DIGITS) {
            long seconds = value.getLongValue();
            if (seconds >= 0 && seconds <= MAX_SECONDS) {
                return seconds * 1000;
            }
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double seconds = value.getDoubleValue();
            if (seconds >= 0 && seconds <= MAX_SECONDS) {
                return (long) Math.floor(seconds * 1000);
            }
        }
        throw RefusedTokenException.of(JwtRejection.BAD_CLAIM);
    }
}
