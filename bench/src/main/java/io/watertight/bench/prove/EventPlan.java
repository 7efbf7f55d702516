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
 * Something to be done to the system under test at a time of the load: {@code WHAT@WHEN}, {@code WHAT:HOWMANY@WHEN} or
 * {@code WHAT@WHEN/HOWLONG}, such as {@code scale:5@20s} or {@code redis-pause@40s/10s}. Immutable.
 *
 * @param kind what
 * @param count how many, at least 1; 1 where that means nothing
 * @param at when, after the load began
 * @param lasting how long until its cause is gone; null where that means nothing or was not said
 */
public record EventPlan(
        Kind kind, int count, Duration at, @Nullable Duration lasting) {

    private static final Pattern FORM = Pattern.compile("([a-z-]+)(?::([0-9]{1,4}))?@([^/]+)(?:/(.+))?");

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
        /** A gateway is killed, and started again in its pod; with a time, after it. */
        KILL(false, false, null),
        /** A pod is deleted, and its gateway asked to leave; another takes its place. */
        DELETE(false, false, null),
        /** So many gateways are killed at once, as if their node were lost; others take their places. */
        LOSE_NODE(false, false, null),
        /** From now on there shall be so many gateways. */
        SCALE(false, false, null),
        /** All gateways are replaced, one by one. */
        ROLLOUT(false, false, null);

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

        private boolean counts() {
            return this == LOSE_NODE || this == SCALE;
        }

        private boolean mayLast() {
            return usual != null || this == KILL;
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
            throw new IllegalArgumentException(text
                    + " (expected: WHAT@WHEN, WHAT:HOWMANY@WHEN or WHAT@WHEN/HOWLONG, such as redis-pause@40s/10s)");
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.text().equals(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(matcher.group(1) + " (expected: one of "
                        + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", ")) + ")"));
        String count = matcher.group(2);
        if (kind.counts() != (count != null) || "0".equals(count)) {
            throw new IllegalArgumentException(text + " (expected: "
                    + (kind.counts() ? kind.text() + ":HOWMANY, such as " + kind.text() + ":2" : "no number") + ")");
        }
        String lasting = matcher.group(4);
        if (lasting != null && !kind.mayLast()) {
            throw new IllegalArgumentException(text + " (expected: no time, " + kind.text() + " is over at once)");
        }
        return new EventPlan(
                kind,
                count == null ? 1 : Integer.parseInt(count),
                Durations.parse(matcher.group(3)),
                lasting == null ? kind.usual : Durations.parse(lasting));
    }

    /** As on the command line. */
    public String text() {
        return kind.text() + (kind.counts() ? ":" + count : "") + "@" + Durations.text(at)
                + (lasting == null ? "" : "/" + Durations.text(lasting));
    }
}
