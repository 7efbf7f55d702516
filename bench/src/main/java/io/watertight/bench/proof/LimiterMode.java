package io.watertight.bench.proof;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the replicas under test hold a limit together. */
public enum LimiterMode {
    /** Each for itself: every subject has the whole limit at every replica. */
    LOCAL,
    /** Each enforces its part; there is no store. */
    SHARE,
    /** One store decides every request. */
    REDIS,
    /** Replicas charge batches in one store before they spend them. */
    LEASE;

    /** The name in a gateway's configuration and on the command line, such as {@code share}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that name; empty if there is none. */
    public static Optional<LimiterMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }

    /** Whether the buckets are in a store that all replicas use. */
    public boolean usesStore() {
        return this == REDIS || this == LEASE;
    }
}
