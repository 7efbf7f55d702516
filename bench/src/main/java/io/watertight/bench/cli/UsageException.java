package io.watertight.bench.cli;

import io.watertight.bench.text.FileFailures;
import java.io.IOException;
import java.nio.file.Path;

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
        return new UsageException(
                wrong instanceof IOException failure
                        ? FileFailures.inWords(failure)
                        : String.valueOf(wrong.getMessage()));
    }

    /** The same for a file that cannot be read, which the message names in any case. */
    static UsageException unreadable(Path file, IOException failure) {
        return new UsageException(FileFailures.inWords(file, failure));
    }

    @Override
    public String getMessage() {
        return message;
    }
}
