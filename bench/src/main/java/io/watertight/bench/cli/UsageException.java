package io.watertight.bench.cli;

/** Something the user gave is wrong. The message says what, and the mend; it becomes the one line that is printed. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;

    UsageException(String message) {
        super(message);
        this.message = message;
    }

    /** The message of another exception that says what is wrong with what the user gave. */
    static UsageException because(Exception wrong) {
        return new UsageException(String.valueOf(wrong.getMessage()));
    }

    @Override
    public String getMessage() {
        return message;
    }
}
