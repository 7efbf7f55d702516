package io.watertight.bench.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: a whole number and a unit, as in the gateway's configuration. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    /** @throws TypeConversionException saying what was expected */
    @Override
    public Duration convert(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException(
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
}
