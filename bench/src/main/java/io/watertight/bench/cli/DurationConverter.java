package io.watertight.bench.cli;

import io.watertight.bench.text.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: a whole number and a unit, as in the gateway's configuration. */
public final class DurationConverter implements ITypeConverter<Duration> {
    /** @throws TypeConversionException saying what was expected */
    @Override
    public Duration convert(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
