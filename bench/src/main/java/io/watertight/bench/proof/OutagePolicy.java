package io.watertight.bench.proof;

import java.util.Locale;

/** What replicas do while the store that they share does not answer. */
public enum OutagePolicy {
    /** Each enforces its part, beginning with nothing. */
    SHARE,
    /** Everything is admitted. */
    OPEN,
    /** Everything is answered with 503. */
    CLOSED;

    /** The name in a gateway's configuration and on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
