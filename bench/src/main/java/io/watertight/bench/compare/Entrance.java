package io.watertight.bench.compare;

import java.util.Locale;

/** Where a request enters a gateway, and so what it has to pass. Every contestant has all of them, or says why not. */
public enum Entrance {
    /** Forwarded, whoever sends it. */
    PLAIN,
    /** Only with a good token. */
    JWT,
    /** Only with a good token, and within a limit that the measured load never reaches. */
    LIMIT,
    /** Only with a good token, and within a limit of {@value Setup#STRICT} requests in a window. */
    STRICT;

    /** As descriptors spell it. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
