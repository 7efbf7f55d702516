package io.watertight.bench.cli;

import io.watertight.bench.proof.LimiterMode;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --mode}. */
public final class LimiterModeConverter implements ITypeConverter<LimiterMode> {

    /** @throws TypeConversionException naming all there are */
    @Override
    public LimiterMode convert(String text) {
        return LimiterMode.of(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' (expected: one of "
                        + Arrays.stream(LimiterMode.values())
                                .map(LimiterMode::text)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
