package io.watertight.echo;

/** A knob that was given a value it does not take. */
final class KnobException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    KnobException(String knob, String value, String expected) {
        this(knob + ": " + value + " (expected: " + expected + ")");
    }

    private KnobException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Which knob, what it was given, and what was expected. */
    String reason() {
        return reason;
    }
}
