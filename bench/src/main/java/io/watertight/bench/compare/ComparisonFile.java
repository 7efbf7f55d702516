package io.watertight.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a comparison, and reads it again: JSON, and a page and Markdown made of it. Stateless. */
public final class ComparisonFile {
    private static final String NAME = "comparison";
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ComparisonFile() {}

    /**
     * Writes {@code comparison.json}, {@code comparison.md} and {@code comparison.html} into a directory, which is made if it
     * is not there.
     *
     * @return the path of the page
     */
    public static Path write(Comparison comparison, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(NAME + ".json"), toJson(comparison));
        Files.writeString(directory.resolve(NAME + ".md"), ComparisonMarkdown.render(comparison));
        return Files.writeString(directory.resolve(NAME + ".html"), ComparisonPage.render(comparison));
    }

    /** The comparison as JSON, indented. */
    public static String toJson(Comparison comparison) throws IOException {
        return JSON.writeValueAsString(comparison) + "\n";
    }

    /** The tables, for the terminal. */
    public static String toText(Comparison comparison) {
        StringBuilder text = new StringBuilder();
        ComparisonTables.of(comparison).forEach(table -> text.append(TableText.render(table)));
        comparison
                .objections()
                .forEach(objection -> text.append("! ").append(objection).append('\n'));
        return text.toString();
    }

    /**
     * Reads a comparison from its JSON.
     *
     * @throws IOException if the file cannot be read, is no comparison, or is one of another schema version; the message names
     *     the file
     */
    public static Comparison read(Path file) throws IOException {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            if (!tree.has("peers")) {
                throw new IOException(file + ": not a comparison (expected: the JSON that compare writes)");
            }
            int version = tree.path("schemaVersion").asInt();
            if (version != Comparison.SCHEMA_VERSION) {
                throw new IOException(
                        file + ": schemaVersion: " + version + " (expected: " + Comparison.SCHEMA_VERSION + ")");
            }
            return JSON.treeToValue(tree, Comparison.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": not a comparison: " + e.getOriginalMessage(), e);
        }
    }
}
