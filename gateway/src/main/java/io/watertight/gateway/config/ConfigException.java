package io.watertight.gateway.config;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it. The message has one line per error. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // what List.copyOf makes is serializable; the field's type cannot say so
    private final List<String> errors;

    /** @param errors at least one, each as {@link #errors} says */
    public ConfigException(List<String> errors) {
        super(String.join("\n", errors));
        this.errors = List.copyOf(errors);
    }

    /** At least one, each such as {@code gateway.yaml: policies.default.burst: 0 (expected: >= 1)}. */
    public List<String> errors() {
        return errors;
    }
}
