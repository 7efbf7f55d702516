package io.watertight.gateway.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Reads one YAML document into {@link Node}s.
 *
 * <p>A tree of our own, because that of a library forgets what is needed here: that a key was given twice, and whether it was {@code 20} or {@code "20"}
 * that was written. What YAML allows and a configuration does not need is refused: aliases, tags, keys that are no values, several documents, deep nesting.
 * What a value without quotes is says the core schema of YAML 1.2: {@code off} and {@code no} are strings.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private static final ScalarResolver CORE_SCHEMA = new CoreScalarResolver(false);

    private final Iterator<Event> events;
    private final Errors errors;

    private int depth;

    private YamlTree(Iterator<Event> events, Errors errors) {
        this.events = events;
        this.errors = errors;
    }

    /**
     * The document's mapping.
     *
     * @param errors receives repeated keys
     * @throws YamlSyntaxException at the first thing that is not a configuration's YAML
     */
    static Node.Mapping read(String text, Errors errors) throws YamlSyntaxException {
        try {
            return new YamlTree(new Parse(SETTINGS).parseString(text).iterator(), errors).document();
        } catch (MarkedYamlEngineException e) {
            throw at(e.getProblemMark(), e.getProblem());
        } catch (ReaderException e) {
            throw notText(text, e);
        }
    }

    /** What the text holds that text does not: a control character. */
    private static YamlSyntaxException notText(String text, ReaderException e) {
        String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
        return new YamlSyntaxException(
                1 + (int) before.chars().filter(c -> c == '\n').count(),
                before.length() - before.lastIndexOf('\n'),
                "a character that text does not have: U+%04X".formatted(e.getCodePoint()));
    }

    private Node.Mapping document() throws YamlSyntaxException {
        next(); // the stream's start
        if (next().getEventId() == Event.ID.StreamEnd) {
            throw new YamlSyntaxException(1, 1, "the file is empty (expected: a mapping)");
        }
        Event first = next();
        if (!(first instanceof MappingStartEvent)) {
            throw at(first, (first instanceof SequenceStartEvent ? "a list" : "a value") + " (expected: a mapping)");
        }
        Node root = node(first, "");
        next(); // the document's end
        Event last = next();
        if (last.getEventId() != Event.ID.StreamEnd) {
            throw at(last, "a second document (expected: one)");
        }
        return (Node.Mapping) root;
    }

    private Event next() {
        return events.next();
    }

    private Node node(Event event, String path) throws YamlSyntaxException {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar, scalar.getTag());
            return scalar(scalar);
        }
        if (!(event instanceof CollectionStartEvent collection)) {
            throw at(event, "an alias (expected: the value itself, written out)");
        }
        refuseTag(collection, collection.getTag());
        if (++depth > MAX_DEPTH) {
            throw at(event, "nested too deeply (expected: at most " + MAX_DEPTH + " levels)");
        }
        Node node = collection instanceof MappingStartEvent ? mapping(path) : sequence(path);
        depth--;
        return node;
    }

    private static void refuseTag(NodeEvent event, Optional<String> tag) throws YamlSyntaxException {
        if (tag.isPresent()) {
            throw at(event, "a tag (expected: a plain value)");
        }
    }

    private Node.Mapping mapping(String path) throws YamlSyntaxException {
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            if (!(event instanceof ScalarEvent scalar)) {
                throw at(
                        event,
                        "a key that is " + (event instanceof AliasEvent ? "an alias" : "no value")
                                + " (expected: a name)");
            }
            refuseTag(scalar, scalar.getTag());
            String key = scalar.getValue();
            String keyPath = Errors.join(path, key);
            int line = line(event.getStartMark());
            Integer earlier = lines.putIfAbsent(key, line);
            if (earlier != null) {
                errors.add(keyPath, "given in line " + earlier + " and again in line " + line, "once");
            }
            entries.put(key, node(next(), keyPath));
        }
        return new Node.Mapping(entries);
    }

    private Node.Sequence sequence(String path) throws YamlSyntaxException {
        List<Node> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event, path + "[" + items.size() + "]"));
        }
        return new Node.Sequence(items);
    }

    private static Node.Scalar scalar(ScalarEvent event) {
        return new Node.Scalar(kind(event), event.getValue());
    }

    private static Node.Scalar.Kind kind(ScalarEvent event) {
        if (event.getValue().isEmpty()) {
            return Node.Scalar.Kind.EMPTY;
        }
        Tag tag = event.isPlain() ? CORE_SCHEMA.resolve(event.getValue(), true) : Tag.STR;
        if (tag.equals(Tag.INT)) {
            return Node.Scalar.Kind.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return Node.Scalar.Kind.DECIMAL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Node.Scalar.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Node.Scalar.Kind.EMPTY : Node.Scalar.Kind.STRING;
    }

    private static YamlSyntaxException at(Event event, String problem) {
        return at(event.getStartMark(), problem);
    }

    private static YamlSyntaxException at(Optional<Mark> mark, String problem) {
        return new YamlSyntaxException(line(mark), mark.map(Mark::getColumn).orElse(0) + 1, problem);
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
