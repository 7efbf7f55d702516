package io.watertight.gateway.jwt;

/**
 * What the value of an Authorization field holds for us (RFC 9110, section 11.6.2; RFC 6750, section 2.1).
 *
 * <p>{@code Bearer}, in any case, at least one space, a token68, and nothing else. Another scheme is as good as no
 * field: the answer is the same challenge. Two such fields are for the caller to refuse, who alone sees them.
 */
public sealed interface BearerCredentials {

    /** Another scheme: 401 with a bare challenge. */
    record None() implements BearerCredentials {}

    /** No credentials at all, or Bearer without a token, with more than one, or with bytes that no token has: 400. */
    record Malformed() implements BearerCredentials {}

    /**
     * A token, not yet looked at.
     *
     * @param offset index of its first byte in the buffer
     * @param length number of its bytes, at least 1
     */
    record Token(int offset, int length) implements BearerCredentials {}

    /** Reads the value of the field, with or without white space around it. */
    static BearerCredentials parse(byte[] buffer, int offset, int length) {
        return new AuthorizationReader(buffer, offset, length).read();
    }
}
