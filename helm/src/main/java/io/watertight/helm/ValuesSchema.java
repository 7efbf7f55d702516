package io.watertight.helm;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The schema that Helm holds values to. What is not in {@code values.yaml} is refused, so that a typo is. */
final class ValuesSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JSON.createObjectNode();

    private ValuesSchema(List<Value> values) throws IOException {
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        closed(root);
        values.forEach(this::add);
        // what a chart that has this one as a part shares with all its parts
        ((ObjectNode) root.get("properties")).putObject("global").put("type", "object");
        try (InputStream definitions = Objects.requireNonNull(
                ValuesSchema.class.getResourceAsStream("definitions.json"), "definitions.json is a resource")) {
            root.set("definitions", JSON.readTree(definitions));
        }
    }

    /** The text of {@code values.schema.json}. */
    static String of(List<Value> values) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        printer.indentObjectsWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE.withLinefeed("\n"));
        return JSON.writer(printer).writeValueAsString(new ValuesSchema(values).root) + "\n";
    }

    private void add(Value value) {
        ObjectNode section = root;
        for (String key : value.path().subList(0, value.path().size() - 1)) {
            ObjectNode properties = (ObjectNode) section.get("properties");
            JsonNode known = properties.get(key);
            section = known == null ? closed(properties.putObject(key)) : (ObjectNode) known;
        }
        ObjectNode schema = value.type().schema().deepCopy();
        schema.put("description", value.description());
        ((ObjectNode) section.get("properties")).set(value.path().getLast(), schema);
    }

    private static ObjectNode closed(ObjectNode section) {
        section.put("type", "object").put("additionalProperties", false).putObject("properties");
        return section;
    }
}
