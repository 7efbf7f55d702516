package io.watertight.gateway.jwt;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends the verification of a token, from wherever that was found out. There is one for each reason, without a stack
 * trace: a bad token must not cost more than a good one.
 */
final class RefusedTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final Map<JwtRejection, RefusedTokenException> BY_REASON = new EnumMap<>(JwtRejection.class);

    static {
        for (JwtRejection reason : JwtRejection.values()) {
            BY_REASON.put(reason, new RefusedTokenException(new Verification.Rejected(reason)));
        }
    }

    private final transient Verification.Rejected outcome;

    private RefusedTokenException(Verification.Rejected outcome) {
        super(null, null, false, false);
        this.outcome = outcome;
    }

    static RefusedTokenException of(JwtRejection reason) {
        return Objects.requireNonNull(BY_REASON.get(reason));
    }

    Verification.Rejected outcome() {
        return outcome;
    }
}
