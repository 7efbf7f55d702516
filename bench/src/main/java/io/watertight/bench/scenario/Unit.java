package io.watertight.bench.scenario;

import java.util.Locale;

/** What the height of a shape counts. */
public enum Unit {
    /** Requests per second, sent whatever comes back. */
    REQUESTS(100),
    /** Users at a time, each of which asks again when it is answered. */
    USERS(1),
    /** {@link Pulse}s per ten seconds. */
    PULSES(100);

    private final int fractions;

    Unit(int fractions) {
        this.fractions = fractions;
    }

    /** A height as it can be had: users whole, and one of them at least; anything else in hundredths. */
    double round(double height) {
        double rounded = Math.floor(height * fractions + 0.5) / fractions;
        return this == USERS ? Math.max(1, rounded) : rounded;
    }

    static Unit of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
