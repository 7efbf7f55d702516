package io.watertight.bench.compare;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much work a request is, from none to all of it. Each rung has the work of the one before and some more. */
public enum Rung {
    DIRECT("direct", Entrance.PLAIN),
    PLAIN("plain proxy", Entrance.PLAIN),
    JWT("+ JWT", Entrance.JWT),
    LIMIT("+ limit", Entrance.LIMIT),
    ROLLING("+ rolling subjects", Entrance.STRICT);

    private final String title;
    private final Entrance entrance;

    Rung(String title, Entrance entrance) {
        this.title = title;
        this.entrance = entrance;
    }

    /** As tables show it. */
    public String title() {
        return title;
    }

    /** Where its requests go; of {@link #DIRECT}, to the upstream itself. */
    Entrance entrance() {
        return entrance;
    }

    /**
     * The rung of that name, in either case.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static Rung of(String name) {
        return Arrays.stream(values())
                .filter(rung -> rung.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rung: " + name + " (expected: "
                        + Arrays.stream(values())
                                .map(rung -> rung.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
