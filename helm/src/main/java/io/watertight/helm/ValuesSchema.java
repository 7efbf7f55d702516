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

/** The schema that Helm holds values to. What is not in {@code values.yaml} is refused, so that a typo is; what is there and not empty may not be taken away. */
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
            section = section(section, key);
        }
        ObjectNode schema = value.type().schema().deepCopy();
        schema.put("description", value.description());
        ((ObjectNode) section.get("properties")).set(value.path().getLast(), schema);
        if (!value.mayBeNull()) {
            require(section, value.path().getLast());
        }
    }

    private static ObjectNode section(ObjectNode parent, String key) {
        ObjectNode properties = (ObjectNode) parent.get("properties");
        JsonNode known = properties.get(key);
        if (known != null) {
            return (ObjectNode) known;
        }
        require(parent, key);
        return closed(properties.putObject(key));
    }

    /** Helm takes a value of null for a wish to have none, and templates would make of that what they can. */
    private static void require(ObjectNode section, String key) {
        section.withArray("required").add(key);
    }

    private static ObjectNode closed(ObjectNode section) {
        section.put("type", "object").put("additionalProperties", false).putObject("properties");
        return section;
    }
}
