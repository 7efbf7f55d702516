package io.watertight.gateway.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the file writes them: a whole number and one unit, {@code 20ms}, {@code 5s}, {@code 1m}, {@code 1h}. */
final class Durations {

    static final String SYNTAX = "a whole number with ms, s, m or h, such as 20ms or 5s";

    /** Nine digits: even in hours this is far from the end of a {@link Duration}. */
    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h)");

    private Durations() {}

    /** @throws IllegalArgumentException whose message says what was expected */
    static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(SYNTAX);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** The shortest text that {@link #parse} reads back; ISO-8601 for a duration that the file cannot express. */
    static String text(Duration duration) {
        if (duration.isNegative() || duration.getNano() % 1_000_000 != 0) {
            return duration.toString();
        }
        long seconds = duration.getSeconds();
        if (duration.getNano() != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 != 0 ? seconds / 60 + "m" : seconds / 3600 + "h";
    }
}
