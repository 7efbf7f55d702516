package io.watertight.gateway.config;

import java.util.List;
import java.util.stream.Collectors;

/** A record refused its values. The message lists every violation, separated by semicolons. */
final class ViolationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    ViolationException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
