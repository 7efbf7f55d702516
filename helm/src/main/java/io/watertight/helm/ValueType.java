package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * What a value may be.
 *
 * @param words for people
 * @param schema for Helm, in JSON Schema draft 7
 */
record ValueType(String words, ObjectNode schema) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * Of a comment: {@code integer MIN..MAX} and {@code number MIN..MAX} (either may be left out), {@code enum A|B},
     * {@code pattern REGEX}, {@code list ITEM [MIN]}, {@code map ITEM [MIN]}, or the name of a definition, which also is what
     * an item is, beside {@code string}. Without one, text and truth speak for themselves.
     *
     * @param comment what follows {@code @type}; empty for none
     * @throws IllegalArgumentException if a comment is needed, or says what the default is not
     */
    static ValueType of(String comment, JsonNode standard) {
        if (comment.isEmpty()) {
            return plain(standard);
        }
        String[] words = comment.split(" ", 2);
        String rest = words.length == 1 ? "" : words[1];
        return switch (words[0]) {
            case "integer", "number" -> range(words[0], rest);
            case "enum" -> choice(rest);
            case "pattern" -> new ValueType("text", type("string").put("pattern", rest));
            case "list" -> list(rest.split(" "));
            case "map" -> map(rest.split(" "));
            default -> new ValueType(words[0], reference(words[0]));
        };
    }

    private static ValueType plain(JsonNode standard) {
        return switch (standard.getNodeType()) {
            case STRING -> new ValueType("text", type("string"));
            case BOOLEAN -> new ValueType("true or false", type("boolean"));
            default -> throw new IllegalArgumentException(standard + " (expected: a comment # @type that says more)");
        };
    }

    private static ValueType range(String kind, String range) {
        String[] ends = range.split("\\.\\.", -1);
        ObjectNode schema = type(kind);
        if (!ends[0].isEmpty()) {
            schema.put("minimum", new BigDecimal(ends[0]));
        }
        if (!ends[1].isEmpty()) {
            schema.put("maximum", new BigDecimal(ends[1]));
        }
        return new ValueType(ends[1].isEmpty() ? "from " + ends[0] : ends[0] + " to " + ends[1], schema);
    }

    private static ValueType choice(String choices) {
        ObjectNode schema = type("string");
        String[] names = choices.split("\\|");
        Arrays.stream(names).forEach(schema.putArray("enum")::add);
        return new ValueType(String.join(", ", names), schema);
    }

    private static ValueType list(String[] words) {
        ObjectNode schema = type("array").set("items", item(words[0]));
        if (words.length > 1) {
            schema.put("minItems", Integer.parseInt(words[1]));
        }
        return new ValueType("list of " + words[0], schema);
    }

    private static ValueType map(String[] words) {
        ObjectNode schema = type("object").set("additionalProperties", item(words[0]));
        if (words.length > 1) {
            schema.put("minProperties", Integer.parseInt(words[1]));
        }
        return new ValueType(words[0] + " by name", schema);
    }

    private static ObjectNode item(String name) {
        return name.equals("string") ? type("string") : reference(name);
    }

    private static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/definitions/" + definition);
    }

    private static ObjectNode type(String name) {
        return JSON.objectNode().put("type", name);
    }
}
