package io.watertight.echo;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as they are written in a query: a whole number and a unit, {@code us}, {@code ms}, {@code s} or {@code m}. */
final class DurationText {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(us|ms|s|m)");

    private DurationText() {}

    /** The nanoseconds, or null where the text is no duration. */
    static @Nullable Long parseNanos(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            return null;
        }
        long count = Long.parseLong(match.group(1));
        Duration duration = switch (match.group(2)) {
            case "us" -> Duration.ofNanos(count * 1_000);
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
        return duration.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
