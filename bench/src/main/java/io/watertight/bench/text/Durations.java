package io.watertight.bench.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are typed: a whole number and one unit, {@code 20ms}, {@code 5s}, {@code 1m}, {@code 1h}. Stateless. */
public final class Durations {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Duration parse(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' (expected: a whole number with ms, s, m or h, such as 20ms or 5s)");
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    /** The shortest text in seconds or milliseconds that {@link #parse} reads back; a fraction of a millisecond is left out. */
    public static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
