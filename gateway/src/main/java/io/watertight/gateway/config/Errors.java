package io.watertight.gateway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The mistakes of one file, by key path.
 *
 * <p>The first that is said about a key stands: a value that cannot be read is not also called missing by the record
 * that does not get it, and a list with a broken item is not also called empty.
 */
final class Errors {

    private final String file;
    private final Map<String, String> messages = new LinkedHashMap<>();

    /** @param file how messages name the file */
    Errors(String file) {
        this.file = file;
    }

    void add(String path, String value, String expected) {
        if (messages.keySet().stream().noneMatch(earlier -> isAtOrBelow(earlier, path))) {
            messages.put(path, file + ": " + path + ": " + value + " (expected: " + expected + ")");
        }
    }

    /**
     * Adds what a record found.
     *
     * @param section the key path of the record; empty for the whole file
     * @param keyInFile from the record's name of a component to the file's
     */
    void addAll(String section, List<Violation> violations, UnaryOperator<String> keyInFile) {
        for (Violation violation : violations) {
            add(join(section, keyInFile.apply(violation.key())), violation.value(), violation.expected());
        }
    }

    /** The record, or null where it refuses its values, which is added. */
    <T> @Nullable T collect(String section, UnaryOperator<String> keyInFile, Supplier<T> newRecord) {
        try {
            return newRecord.get();
        } catch (ViolationException e) {
            addAll(section, e.violations(), keyInFile);
            return null;
        }
    }

    /** Whether something has been said about exactly this key. */
    boolean has(String path) {
        return messages.containsKey(path);
    }

    List<String> messages() {
        return new ArrayList<>(messages.values());
    }

    static String join(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    private static boolean isAtOrBelow(String path, String ancestor) {
        return path.startsWith(ancestor)
                && (path.length() == ancestor.length() || ".[".indexOf(path.charAt(ancestor.length())) >= 0);
    }
}
