package io.watertight.bench.cli;

import io.watertight.bench.proof.OutagePolicy;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --on-outage}. */
public final class OutagePolicyConverter implements ITypeConverter<OutagePolicy> {

    /** @throws TypeConversionException naming all there are */
    @Override
    public OutagePolicy convert(String text) {
        return Arrays.stream(OutagePolicy.values())
                .filter(policy -> policy.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' (expected: one of "
                        + Arrays.stream(OutagePolicy.values())
                                .map(OutagePolicy::text)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
