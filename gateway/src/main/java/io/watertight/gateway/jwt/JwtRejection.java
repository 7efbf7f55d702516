package io.watertight.gateway.jwt;

/**
 * Why a token is not accepted: the metric's tag and what a client is told, both from this closed set.
 *
 * <p>What a client is told is no oracle. Whoever cannot sign learns nothing that the token does not say itself: an
 * unknown key, another algorithm and a wrong signature read the same, and what is wrong with claims is told only after
 * the signature has been verified.
 */
public enum JwtRejection {
    /** Not three parts of canonical base64url, or not JSON where JSON belongs, or a member twice. */
    MALFORMED("malformed", "the token is malformed"),
    /** Longer than configured. */
    TOO_LARGE("too_large", "the token is too large"),
    /** Encrypted, compressed, nested, unencoded, or with extensions that must be understood. */
    UNSUPPORTED("unsupported", "the token is of an unsupported form"),
    /** Not the one algorithm of the key, such as {@code none}. */
    WRONG_ALGORITHM("wrong_algorithm", Description.SIGNATURE),
    /** No configured key has this kid, or there is no kid and more than one key. */
    UNKNOWN_KEY("unknown_key", Description.SIGNATURE),
    /** Signed with something else, or changed since. */
    BAD_SIGNATURE("bad_signature", Description.SIGNATURE),
    EXPIRED("expired", "the token has expired"),
    NOT_YET_VALID("not_yet_valid", "the token is not yet valid"),
    WRONG_ISSUER("wrong_issuer", "the token is from another issuer"),
    WRONG_AUDIENCE("wrong_audience", "the token is for another audience"),
    /** A required claim is not there. */
    MISSING_CLAIM("missing_claim", "the token lacks a required claim"),
    /** A claim is of the wrong type, empty, too long or out of range. */
    BAD_CLAIM("bad_claim", "the token has an invalid claim");

    private final String tag;
    private final String description;

    JwtRejection(String tag, String description) {
        this.tag = tag;
        this.description = description;
    }

    /** The value of the metric's tag {@code reason}. */
    public String tag() {
        return tag;
    }

    /** The {@code error_description} of RFC 6750, section 3; needs no escaping in a quoted string. */
    public String description() {
        return description;
    }

    private static final class Description {
        static final String SIGNATURE = "the token's signature cannot be verified";
    }
}
