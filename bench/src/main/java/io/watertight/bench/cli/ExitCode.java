package io.watertight.bench.cli;

/** What the process says to whoever started it. */
final class ExitCode {
    /** It was done, and what was to be shown holds. */
    static final int HELD = 0;

    /** It was done, and it does not hold. */
    static final int VIOLATED = 1;

    /** It was not begun: an option, a file or an address is wrong. */
    static final int USAGE = 2;

    /** It could not have been shown: never taken for success. */
    static final int INCONCLUSIVE = 3;

    private ExitCode() {}
}
