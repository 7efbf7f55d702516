package io.watertight.gateway.jwt;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The header of a signed token, as far as anything follows from it. It is not trusted: it selects among the configured
 * keys and can do no more. Keys that a token brings along (jwk, jku, x5u, x5c) are never looked at.
 *
 * @param algorithm the member {@code alg}
 * @param kid the member {@code kid}, or null
 */
record JoseHeader(String algorithm, @Nullable String kid) {

    /**
     * Reads the decoded header.
     *
     * @throws RefusedTokenException malformed, or unsupported: with crit, since no extension is understood here; b64
     *     (RFC 7797); zip; or cty, which a token that carries claims does not have and a nested one must
     */
    static JoseHeader read(byte[] json) throws RefusedTokenException {
        Reader reader = new Reader();
        StrictJson.readObject(json, reader);
        if (reader.algorithm == null) {
            throw RefusedTokenException.of(JwtRejection.MALFORMED);
        }
        return new JoseHeader(reader.algorithm, reader.kid);
    }

    private static final class Reader implements StrictJson.Visitor {

        private @Nullable String algorithm;
        private @Nullable String kid;

        @Override
        public void member(String name, JsonParser value) throws IOException, RefusedTokenException {
            switch (name) {
                case "alg" -> algorithm = string(value);
                case "kid" -> kid = string(value);
                case "typ" -> string(value);
                case "crit", "b64", "zip", "cty" -> throw RefusedTokenException.of(JwtRejection.UNSUPPORTED);
                default -> value.skipChildren();
            }
        }

        private static String string(JsonParser value) throws IOException, RefusedTokenException {
            if (value.currentToken() != JsonToken.VALUE_STRING) {
                throw RefusedTokenException.of(JwtRejection.MALFORMED);
            }
            return value.getText();
        }
    }
}
