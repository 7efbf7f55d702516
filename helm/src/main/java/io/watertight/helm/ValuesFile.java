package io.watertight.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code values.yaml} with its comments. A key below a comment {@code # -- ...} is a value, with everything below it;
 * any other key is a section. {@code # @type ...} says what a value may be where its default does not, see {@link ValueType}.
 */
final class ValuesFile {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z0-9_]+):.*");
    private static final Pattern DESCRIPTION = Pattern.compile(" *# -- (.*)");
    private static final Pattern TYPE = Pattern.compile(" *# @type (.*)");

    private final JsonNode root;
    private final List<Value> values = new ArrayList<>();
    private final List<String> path = new ArrayList<>();
    private String description = "";
    private String type = "";
    private int valueDepth = Integer.MAX_VALUE;

    private ValuesFile(JsonNode root) {
        this.root = root;
    }

    /**
     * All values, in the order of the file.
     *
     * @throws IllegalArgumentException if one has no comment, or a type that its default does not match
     */
    static List<Value> read(Path file) throws IOException {
        String text = Files.readString(file);
        ValuesFile reader = new ValuesFile(new YAMLMapper().readTree(text));
        text.lines().forEach(reader::line);
        reader.requireComments(reader.root, List.of());
        return List.copyOf(reader.values);
    }

    private void line(String line) {
        Matcher key = KEY.matcher(line);
        Matcher described = DESCRIPTION.matcher(line);
        Matcher typed = TYPE.matcher(line);
        if (described.matches()) {
            description = described.group(1);
        } else if (typed.matches()) {
            type = typed.group(1);
        } else if (key.matches() && key.group(1).length() / 2 <= valueDepth) {
            key(key.group(1).length() / 2, key.group(2));
        }
    }

    private void key(int depth, String name) {
        path.subList(depth, path.size()).clear();
        path.add(name);
        valueDepth = Integer.MAX_VALUE;
        if (!description.isEmpty()) {
            valueDepth = depth;
            JsonNode standard = at(path);
            values.add(new Value(List.copyOf(path), description, ValueType.of(type, standard), standard));
        }
        description = "";
        type = "";
    }

    private JsonNode at(List<String> keys) {
        JsonNode node = root;
        for (String each : keys) {
            node = node.required(each);
        }
        return node;
    }

    private void requireComments(JsonNode node, List<String> keys) {
        if (values.stream().anyMatch(value -> value.path().equals(keys))) {
            return;
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException(
                    "values.yaml: " + String.join(".", keys) + " (expected: a comment that begins with # -- above it)");
        }
        node.properties().forEach(child -> {
            List<String> below = new ArrayList<>(keys);
            below.add(child.getKey());
            requireComments(child.getValue(), below);
        });
    }
}
