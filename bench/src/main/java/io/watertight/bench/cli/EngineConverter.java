package io.watertight.bench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads who sends the load. */
final class EngineConverter implements ITypeConverter<EngineOptions.Engine> {
    @Override
    public EngineOptions.Engine convert(String text) {
        return switch (text) {
            case "built-in" -> EngineOptions.Engine.BUILT_IN;
            case "k6" -> EngineOptions.Engine.K6;
            default -> throw new TypeConversionException("'" + text + "' (expected: built-in, k6)");
        };
    }
}
