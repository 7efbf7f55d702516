package io.watertight.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes and reads reports: JSON, and the page beside it. Stateless. */
public final class ReportFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .annotationIntrospector(new NullMarkedRecords())
            .build();

    private ReportFile() {}

    /**
     * Writes {@code NAME.json} and {@code NAME.html} into a directory, which is made if it is not there.
     *
     * @return the path of the page
     */
    public static Path write(ProofReport report, Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".json"), toJson(report));
        Path page = directory.resolve(name + ".html");
        Files.writeString(page, HtmlReport.render(report));
        return page;
    }

    /** The report as JSON, indented. */
    public static String toJson(ProofReport report) throws IOException {
        return JSON.writeValueAsString(report) + "\n";
    }

    /**
     * Reads a report from its JSON.
     *
     * @throws IOException if the file cannot be read, is no report, or is one of another schema version; the message names
     *     the file
     */
    public static ProofReport read(Path file) throws IOException {
        try {
            JsonNode tree = JSON.readTree(Files.readString(file));
            if (!tree.has("laws")) {
                throw new IOException(file + ": not a report (expected: the JSON that prove writes)");
            }
            int version = tree.path("schemaVersion").asInt();
            if (version != ProofReport.SCHEMA_VERSION) {
                throw new IOException(
                        file + ": schemaVersion: " + version + " (expected: " + ProofReport.SCHEMA_VERSION + ")");
            }
            return JSON.treeToValue(tree, ProofReport.class);
        } catch (InvalidNullException e) {
            throw new IOException(file + ": " + field(e) + ": null (expected: a value)", e);
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": not a report: " + e.getOriginalMessage(), e);
        }
    }

    /** Such as {@code laws[0].finding}. */
    private static String field(JsonMappingException e) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }
}
