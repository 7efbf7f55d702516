package io.watertight.gateway.lifecycle;

/** The process cannot start, for a reason that the user can mend; the message says which. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }
}
