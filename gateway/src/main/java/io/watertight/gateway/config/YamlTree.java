package io.watertight.gateway.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one YAML document into {@link Node}s.
 *
 * <p>A tree of our own, because Jackson's forgets what is needed here: it keeps the last of two equal keys, or stops at
 * the second; it reads an alias as a string; it cannot tell {@code 20} from {@code "20"} as written. What YAML allows
 * and a configuration does not need is refused: aliases, tags, several documents, deep nesting. {@code off} and {@code
 * no} are strings, as YAML 1.2 has it.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 20;

    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    /** SnakeYAML says the problem, then where; of several such pairs the last is the problem itself. */
    private static final Pattern PROBLEM =
            Pattern.compile("^(.+)\\R in '[^']*', line (\\d+), column (\\d+):", Pattern.MULTILINE);

    private final YAMLParser parser;
    private final Errors errors;

    private int depth;

    private YamlTree(YAMLParser parser, Errors errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /**
     * The document's mapping.
     *
     * @param errors receives repeated keys
     * @throws YamlSyntaxException at the first thing that is not a configuration's YAML
     */
    static Node.Mapping read(String text, Errors errors) throws YamlSyntaxException {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            return new YamlTree(parser, errors).document();
        } catch (JsonProcessingException e) {
            throw syntaxException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
    }

    private Node.Mapping document() throws IOException, YamlSyntaxException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new YamlSyntaxException(1, 1, "the file is empty (expected: a mapping)");
        }
        if (first != JsonToken.START_OBJECT) {
            throw refusal(
                    first == JsonToken.START_ARRAY ? "a list (expected: a mapping)" : "a value (expected: a mapping)");
        }
        Node.Mapping root = mapping("");
        if (parser.nextToken() != null) {
            throw refusal("a second document (expected: one)");
        }
        return root;
    }

    private Node node(String path) throws IOException, YamlSyntaxException {
        JsonToken token = parser.currentToken();
        if (parser.isCurrentAlias()) {
            throw refusal("an alias (expected: the value itself, written out)");
        }
        if (parser.getTypeId() != null) {
            throw refusal("a tag (expected: a plain value)");
        }
        if (token.isStructStart() && ++depth > MAX_DEPTH) {
            throw refusal("nested too deeply (expected: at most " + MAX_DEPTH + " levels)");
        }
        Node node = switch (token) {
            case START_OBJECT -> mapping(path);
            case START_ARRAY -> sequence(path);
            default -> scalar(token, parser.getText());
        };
        if (token.isStructStart()) {
            depth--;
        }
        return node;
    }

    private Node.Mapping mapping(String path) throws IOException, YamlSyntaxException {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPath = Errors.join(path, key);
            int line = parser.currentTokenLocation().getLineNr();
            Integer earlier = lines.putIfAbsent(key, line);
            if (earlier != null) {
                errors.add(keyPath, "given in line " + earlier + " and again in line " + line, "once");
            }
            parser.nextToken();
            entries.put(key, node(keyPath));
        }
        return new Node.Mapping(entries);
    }

    private Node.Sequence sequence(String path) throws IOException, YamlSyntaxException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(path + "[" + items.size() + "]"));
        }
        return new Node.Sequence(items);
    }

    private static Node.Scalar scalar(JsonToken token, String text) {
        Node.Scalar.Kind kind = switch (token) {
            case VALUE_NUMBER_INT -> Node.Scalar.Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Node.Scalar.Kind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> Node.Scalar.Kind.BOOLEAN;
            case VALUE_NULL -> Node.Scalar.Kind.EMPTY;
            default -> text.isEmpty() ? Node.Scalar.Kind.EMPTY : Node.Scalar.Kind.STRING;
        };
        return new Node.Scalar(kind, text);
    }

    private YamlSyntaxException refusal(String problem) {
        JsonLocation location = parser.currentTokenLocation();
        return new YamlSyntaxException(location.getLineNr(), location.getColumnNr(), problem);
    }

    private static YamlSyntaxException syntaxException(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        Matcher matcher = PROBLEM.matcher(message);
        YamlSyntaxException last = null;
        while (matcher.find()) {
            last = new YamlSyntaxException(
                    Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1));
        }
        if (last != null) {
            return last;
        }
        JsonLocation location = e.getLocation();
        String firstLine = message.lines().findFirst().orElse("not YAML");
        return location == null
                ? new YamlSyntaxException(1, 1, firstLine)
                : new YamlSyntaxException(location.getLineNr(), location.getColumnNr(), firstLine);
    }
}
