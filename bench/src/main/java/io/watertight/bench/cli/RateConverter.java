package io.watertight.bench.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A rate on the command line: {@code 500}, or {@code 100-500} for one that rises evenly over the run. */
final class RateConverter implements ITypeConverter<RateConverter.Rate> {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,8}(?:\\.\\d+)?)(?:-(\\d{1,8}(?:\\.\\d+)?))?");

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
        return new Rate(from, match.group(2) == null ? from : Double.parseDouble(match.group(2)));
    }
}
