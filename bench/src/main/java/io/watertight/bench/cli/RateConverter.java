package io.watertight.bench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A rate on the command line: {@code 500}, or {@code 100-500} for one that rises evenly over the run. */
final class RateConverter implements ITypeConverter<RateConverter.Rate> {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,8}(?:\\.\\d+)?)(?:-(\\d{1,8}(?:\\.\\d+)?))?");

    private static final int MAX_PER_SECOND = 10_000_000;

    /** Requests per second, at the start and at the end. */
    record Rate(double fromPerSecond, double toPerSecond) {}

    @Override
    public Rate convert(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' (expected: requests per second such as 500, or 100-500 for a ramp)");
        }
        double from = Double.parseDouble(match.group(1));
        double to = match.group(2) == null ? from : Double.parseDouble(match.group(2));
        double highest = Math.max(from, to);
        if (highest == 0 || highest > MAX_PER_SECOND) {
            throw new TypeConversionException(
                    "'" + text + "' (expected: above 0, at most " + MAX_PER_SECOND + " per second)");
        }
        return new Rate(from, to);
    }
}
