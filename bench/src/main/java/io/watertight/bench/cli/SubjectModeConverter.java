package io.watertight.bench.cli;

import io.watertight.bench.load.SubjectMode;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Subject modes on the command line: {@code rolling}, {@code pool-zipf:1000:1.2} and the like. */
final class SubjectModeConverter implements ITypeConverter<SubjectMode> {
    static final String SYNTAX = "rolling, fixed, pool-uniform:N, pool-zipf:N[:EXPONENT], rolling-with-revisit:P";

    @Override
    public SubjectMode convert(String text) {
        List<String> parts = List.of(text.split(":", -1));
        try {
            return switch (parts.getFirst() + "/" + (parts.size() - 1)) {
                case "rolling/0" -> new SubjectMode.Rolling();
                case "fixed/0" -> new SubjectMode.Fixed();
                case "pool-uniform/1" -> new SubjectMode.PoolUniform(Long.parseLong(parts.get(1)));
                case "pool-zipf/1" -> new SubjectMode.PoolZipf(Long.parseLong(parts.get(1)), 1);
                case "pool-zipf/2" ->
                    new SubjectMode.PoolZipf(Long.parseLong(parts.get(1)), Double.parseDouble(parts.get(2)));
                case "rolling-with-revisit/1" -> new SubjectMode.RollingWithRevisit(Double.parseDouble(parts.get(1)));
                default -> throw new TypeConversionException("'" + text + "' (expected: " + SYNTAX + ")");
            };
        } catch (NumberFormatException noNumber) {
            throw new TypeConversionException("'" + text + "' (expected: " + SYNTAX + ")");
        } catch (IllegalArgumentException outOfRange) {
            throw new TypeConversionException("'" + text + "': " + outOfRange.getMessage());
        }
    }
}
