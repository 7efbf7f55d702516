package io.watertight.gateway.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What became of a token. */
public sealed interface Verification {

    /** The token was issued by a holder of a configured key and is valid now. Valid until the same thread verifies the next token. */
    final class Verified implements Verification {

        private static final byte[] SUB = {'s', 'u', 'b'};

        private final Claims claims;

        Verified(Claims claims) {
            this.claims = claims;
        }

        /** The claim {@code sub}: 1 to 256 characters, none of them a control character or half a surrogate pair, and not all of them blank. Allocates. */
        public String subject() {
            int index = claims.find(SUB);
            return new String(claims.bytes(), claims.start(index), claims.length(index), UTF_8);
        }

        /** The claims that are strings. */
        public Claims claims() {
            return claims;
        }

        /** Says nothing about the subject, so that it cannot end up in a log by accident. */
        @Override
        public String toString() {
            return "Verified[redacted]";
        }
    }

    /**
     * The token is not accepted.
     *
     * @param reason why
     */
    record Rejected(JwtRejection reason) implements Verification {}
}
