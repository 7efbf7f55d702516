package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One value that a user of the chart may set.
 *
 * @param path its keys from the root of {@code values.yaml}
 * @param description what it is, in Markdown
 * @param type what it may be
 * @param standard what it is if nobody sets it
 */
record Value(List<String> path, String description, ValueType type, JsonNode standard) {

    /** The path as {@code --set} takes it. */
    String name() {
        return String.join(".", path);
    }

    /** Whether it may be taken away: where it is empty anyway, and resources, which a pod can do without. */
    boolean mayBeNull() {
        boolean empty = standard.isContainerNode()
                ? standard.isEmpty()
                : standard.isTextual() && standard.asText().isEmpty();
        return empty || type.words().equals("resources");
    }
}
