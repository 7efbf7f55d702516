package io.watertight.bench.prove;

import io.watertight.bench.text.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done to the system under test at a time of the load: {@code WHAT@WHEN} or {@code WHAT@WHEN/HOWLONG}, such as
 * {@code redis-pause@40s/10s}. Immutable.
 *
 * @param kind what
 * @param at when, after the load began
 * @param lasting how long until its cause is gone; null where that means nothing or was not said
 */
public record EventPlan(Kind kind, Duration at, @Nullable Duration lasting) {

    private static final Pattern FORM = Pattern.compile("([a-z-]+)@([^/]+)(?:/(.+))?");

    /** What can be done. */
    public enum Kind {
        /** The store is killed, and started again, empty, after a while. */
        REDIS_KILL(true, true, Duration.ofSeconds(5)),
        /** The store stands still: it accepts, and never answers. */
        REDIS_PAUSE(true, true, Duration.ofSeconds(5)),
        /** The store loses all it knows in one moment. */
        REDIS_FLUSH(true, false, null),
        /** The store is asked to end and started again at once, empty. */
        REDIS_RESTART(true, false, null),
        /** The gateways get a configuration that says the same in other words. */
        RELOAD(false, false, null),
        /** A gateway is killed; with a time, another takes its place after it. */
        KILL(false, false, null),
        /** A gateway is asked to leave; with a time, another takes its place after it. */
        STOP(false, false, null);

        private final boolean concernsStore;
        private final boolean takesStoreAway;
        private final @Nullable Duration usual;

        Kind(boolean concernsStore, boolean takesStoreAway, @Nullable Duration usual) {
            this.concernsStore = concernsStore;
            this.takesStoreAway = takesStoreAway;
            this.usual = usual;
        }

        /** The name on the command line, such as {@code redis-kill}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether it needs a store of the bench's own. */
        public boolean concernsStore() {
            return concernsStore;
        }

        /** Whether the store does not answer meanwhile. */
        public boolean takesStoreAway() {
            return takesStoreAway;
        }

        private boolean mayLast() {
            return usual != null || this == KILL || this == STOP;
        }
    }

    /**
     * Reads events, separated by commas, in order of time.
     *
     * @throws IllegalArgumentException saying which is wrong and what was expected
     */
    public static List<EventPlan> parseAll(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(EventPlan::parse)
                .sorted(Comparator.comparing(EventPlan::at))
                .toList();
    }

    private static EventPlan parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    text + " (expected: WHAT@WHEN or WHAT@WHEN/HOWLONG, such as" + " redis-pause@40s/10s)");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.text().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(matcher.group(1) + " (expected: one of "
                        + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", ")) + ")"));
        String lasting = matcher.group(3);
        if (lasting != null && !kind.mayLast()) {
            throw new IllegalArgumentException(text + " (expected: no time, " + kind.text() + " is over at once)");
        }
        return new EventPlan(
                kind, Durations.parse(matcher.group(2)), lasting == null ? kind.usual : Durations.parse(lasting));
    }

    /** As on the command line. */
    public String text() {
        return kind.text() + "@" + Durations.text(at) + (lasting == null ? "" : "/" + Durations.text(lasting));
    }
}
