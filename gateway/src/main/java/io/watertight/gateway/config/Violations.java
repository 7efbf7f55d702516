package io.watertight.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the values of one record, collected so that a constructor can say all of it at once. */
final class Violations {

    /** Stands for a value that the file does not give. */
    static final String MISSING = "missing";

    private final List<Violation> found = new ArrayList<>();

    Violations check(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            found.add(new Violation(key, String.valueOf(value), expected));
        }
        return this;
    }

    /** Both bounds belong to the range. */
    Violations range(String key, long value, long min, long max) {
        return check(value >= min && value <= max, key, value, min + " to " + max);
    }

    /** Both bounds belong to the range. */
    Violations range(String key, Duration value, Duration min, Duration max) {
        return check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                key,
                Durations.text(value),
                Durations.text(min) + " to " + Durations.text(max));
    }

    List<Violation> found() {
        return List.copyOf(found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ViolationException(found);
        }
    }
}
