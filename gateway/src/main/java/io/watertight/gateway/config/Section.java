package io.watertight.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, read key by key. A value of the wrong type is reported and its fallback stands in, so that
 * the rest can still be read and judged. A key that nobody asked for is reported by {@link #end}.
 */
final class Section {

    private final String path;
    private final Node.Mapping mapping;
    private final Errors errors;
    private final Set<String> asked = new LinkedHashSet<>();

    Section(String path, Node.Mapping mapping, Errors errors) {
        this.path = path;
        this.mapping = mapping;
        this.errors = errors;
    }

    String path() {
        return path;
    }

    String pathOf(String key) {
        return Errors.join(path, key);
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Every key of the mapping, in the order of the file. */
    Set<String> keys() {
        return new LinkedHashSet<>(mapping.entries().keySet());
    }

    String text(String key, String fallback) {
        Node node = ask(key);
        return node == null ? fallback : textOf(node, pathOf(key), "a string", fallback);
    }

    @Nullable
    String optionalText(String key) {
        return ask(key) == null ? null : text(key, "");
    }

    long wholeNumber(String key, long fallback) {
        Node node = ask(key);
        if (node == null) {
            return fallback;
        }
        if (node instanceof Node.Scalar scalar
                && scalar.kind() == Node.Scalar.Kind.INTEGER
                && scalar.text().matches("0|-?[1-9][0-9]{0,17}")) {
            return Long.parseLong(scalar.text());
        }
        errors.add(pathOf(key), node.shown(), "a whole number in decimal digits, without quotes");
        return fallback;
    }

    int intNumber(String key, int fallback) {
        long value = wholeNumber(key, fallback);
        if (value == (int) value) {
            return (int) value;
        }
        errors.add(pathOf(key), String.valueOf(value), "a number of at most " + Integer.MAX_VALUE);
        return fallback;
    }

    /** A number in decimal digits, with or without a point. */
    double fraction(String key, double fallback) {
        Node node = ask(key);
        if (node == null) {
            return fallback;
        }
        if (node instanceof Node.Scalar scalar
                && (scalar.kind() == Node.Scalar.Kind.INTEGER || scalar.kind() == Node.Scalar.Kind.DECIMAL)
                && scalar.text().matches("-?[0-9]{1,9}([.][0-9]{1,9})?")) {
            return Double.parseDouble(scalar.text());
        }
        errors.add(pathOf(key), node.shown(), "a number in decimal digits, such as 0.1, without quotes");
        return fallback;
    }

    boolean flag(String key, boolean fallback) {
        Node node = ask(key);
        if (node == null) {
            return fallback;
        }
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Scalar.Kind.BOOLEAN) {
            return scalar.text().equalsIgnoreCase("true");
        }
        errors.add(pathOf(key), node.shown(), "true or false");
        return fallback;
    }

    Duration duration(String key, Duration fallback) {
        return parsed(key, fallback, Durations.SYNTAX, Durations::parse);
    }

    <E extends Enum<E> & Named> E choice(String key, E fallback) {
        E[] all = fallback.getDeclaringClass().getEnumConstants();
        String expected = Stream.of(all).map(Named::text).collect(Collectors.joining(", "));
        return parsed(
                key,
                fallback,
                expected,
                text -> Stream.of(all)
                        .filter(each -> each.text().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(expected)));
    }

    /**
     * A string with a syntax of its own.
     *
     * @param parser throws an IllegalArgumentException whose message says what was expected
     */
    <T> @Nullable T optionalParsed(String key, String expected, Function<String, T> parser) {
        Node node = ask(key);
        return node == null ? null : parsedOf(node, pathOf(key), expected, parser);
    }

    /** As {@link #optionalParsed}, with a fallback for a value that is not there or broken. */
    <T> T parsed(String key, T fallback, String expected, Function<String, T> parser) {
        T value = optionalParsed(key, expected, parser);
        return value == null ? fallback : value;
    }

    /** A URL. One that cannot be read is not shown, since it may hold a password. */
    URI url(String key, URI fallback, String expected) {
        String text = optionalText(key);
        if (text == null) {
            return fallback;
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            errors.add(pathOf(key), ServerUrl.WRONG, expected);
            return fallback;
        }
    }

    /** A list of strings with a syntax of their own; broken items are left out. */
    <T> List<T> parsedList(String key, List<T> fallback, String expected, Function<String, T> parser) {
        List<T> values = new ArrayList<>();
        if (ask(key) == null) {
            return fallback;
        }
        forEachItem(key, (item, itemPath) -> {
            T value = parsedOf(item, itemPath, expected, parser);
            if (value != null) {
                values.add(value);
            }
        });
        return values;
    }

    /** The mapping under this key, or null where there is none or something else. */
    @Nullable
    Section section(String key) {
        Node node = ask(key);
        return node == null ? null : sectionOf(node, pathOf(key));
    }

    /** The mappings of the list under this key, each null where the item is something else. */
    List<@Nullable Section> sections(String key) {
        List<@Nullable Section> sections = new ArrayList<>();
        forEachItem(key, (item, itemPath) -> sections.add(sectionOf(item, itemPath)));
        return sections;
    }

    /** Reports a key that has to be there and is not. */
    void require(String key, String expected) {
        if (ask(key) == null) {
            errors.add(pathOf(key), Violations.MISSING, expected);
        }
    }

    /** Reports every key that was not asked for. */
    void end() {
        for (String key : mapping.entries().keySet()) {
            if (!asked.contains(key)) {
                errors.add(pathOf(key), "unknown key", "one of " + String.join(", ", new TreeSet<>(asked)));
            }
        }
    }

    private interface ItemReader {
        void read(Node item, String itemPath);
    }

    private void forEachItem(String key, ItemReader reader) {
        Node node = ask(key);
        if (node instanceof Node.Sequence(List<Node> items)) {
            for (int i = 0; i < items.size(); i++) {
                reader.read(items.get(i), pathOf(key) + "[" + i + "]");
            }
        } else if (node != null) {
            errors.add(pathOf(key), node.shown(), "a list");
        }
    }

    private @Nullable Node ask(String key) {
        asked.add(key);
        return mapping.entries().get(key);
    }

    private @Nullable Section sectionOf(Node node, String nodePath) {
        if (node instanceof Node.Mapping there) {
            return new Section(nodePath, there, errors);
        }
        errors.add(nodePath, node.shown(), "a mapping");
        return null;
    }

    private String textOf(Node node, String nodePath, String expected, String fallback) {
        if (node instanceof Node.Scalar scalar) {
            switch (scalar.kind()) {
                case STRING -> {
                    return scalar.text();
                }
                case EMPTY -> errors.add(nodePath, "empty", expected);
                default ->
                    errors.add(nodePath, scalar.shown(), expected + "; a string that looks like a number needs quotes");
            }
        } else {
            errors.add(nodePath, node.shown(), expected);
        }
        return fallback;
    }

    private <T> @Nullable T parsedOf(Node node, String nodePath, String expected, Function<String, T> parser) {
        if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Scalar.Kind.EMPTY) {
            errors.add(nodePath, node.shown(), expected);
            return null;
        }
        if (scalar.kind() != Node.Scalar.Kind.STRING) {
            errors.add(nodePath, scalar.shown(), expected);
            return null;
        }
        try {
            return parser.apply(scalar.text());
        } catch (IllegalArgumentException e) {
            errors.add(nodePath, scalar.shown(), String.valueOf(e.getMessage()));
            return null;
        }
    }
}
