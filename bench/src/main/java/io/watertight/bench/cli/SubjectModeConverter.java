package io.watertight.bench.cli;

import io.watertight.bench.load.SubjectMode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Subject modes on the command line: {@code rolling}, {@code pool-zipf:1000:1.2} and the like. */
final class SubjectModeConverter implements ITypeConverter<SubjectMode> {
    @Override
    public SubjectMode convert(String text) {
        try {
            return SubjectMode.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(wrong.getMessage());
        }
    }
}
