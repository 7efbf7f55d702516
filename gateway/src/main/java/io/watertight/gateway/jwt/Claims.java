package io.watertight.gateway.jwt;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The claims of a verified token that are strings. Immutable. */
public final class Claims {

    private final Map<String, String> strings;

    Claims(Map<String, String> strings) {
        this.strings = strings;
    }

    /**
     * The value of a claim, or null where the token has no such claim or its value is no string. For a claim that the
     * configuration requires of every token it is there: 1 to 256 characters, none of them a control character.
     */
    public @Nullable String claim(String name) {
        return strings.get(name);
    }

    @Override
    public String toString() {
        return "Claims[redacted]";
    }
}
