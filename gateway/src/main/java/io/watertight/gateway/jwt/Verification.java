package io.watertight.gateway.jwt;

/** What became of a token. */
public sealed interface Verification {

    /**
     * The token was issued by a holder of a configured key and is valid now.
     *
     * @param subject the claim {@code sub}: 1 to 256 characters, none of them a control character or half a surrogate
     *     pair
     * @param claims the claims that are strings
     */
    record Verified(String subject, Claims claims) implements Verification {

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
