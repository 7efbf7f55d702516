package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watertight.bench.proof.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    @Test
    void thePageCanBeMadeAgainFromTheJsonBesideIt() throws Exception {
        // Given
        ProofReport report = SampleReport.of(Fault.NONE);
        Path page = ReportFile.write(report, directory.resolve("new"), "proof");

        // When
        ProofReport read = ReportFile.read(directory.resolve("new/proof.json"));

        // Then
        assertThat(read).isEqualTo(report);
        assertThat(page).hasFileName("proof.html").hasContent(HtmlReport.render(read));
    }

    @Test
    void aReportOfAnotherSchemaIsRefused() throws Exception {
        // Given
        Path file = directory.resolve("old.json");
        Files.writeString(file, "{\"schemaVersion\": 99, \"laws\": []}");

        // When, then
        assertThatThrownBy(() -> ReportFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": schemaVersion: 99 (expected: 2)");
    }

    @Test
    void aFileThatIsNoReportIsRefused() throws Exception {
        // Given
        Path noJson = directory.resolve("no.json");
        Files.writeString(noJson, "verdict: held");
        Path incomplete = directory.resolve("incomplete.json");
        Files.writeString(incomplete, "{\"schemaVersion\": 2, \"laws\": []}");

        // When, then
        assertThatThrownBy(() -> ReportFile.read(noJson))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(noJson + ": not a report: ");
        Path comparison = Path.of("..", "docs", "results", "compare-quick.json");
        assertThatThrownBy(() -> ReportFile.read(comparison))
                .isInstanceOf(IOException.class)
                .hasMessage(comparison + ": not a report (expected: the JSON that prove writes)");
        assertThatThrownBy(() -> ReportFile.read(incomplete))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(incomplete + ": not a report: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"title", "finding", "laws", "laws[0]", "laws[0].finding", "sharing", "load", "charts[0].title"})
    void aFieldThatIsNullIsNamed(String field) throws Exception {
        // Given
        JsonNode tree = JSON.readTree(ReportFile.toJson(SampleReport.of(Fault.NONE)));
        setNull(tree, field);
        Path file = Files.writeString(directory.resolve("null.json"), tree.toString());

        // When, then
        assertThatThrownBy(() -> ReportFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": " + field + ": null (expected: a value)");
    }

    @Test
    void aFieldThatMayBeNullIs() throws Exception {
        // Given
        JsonNode tree = JSON.readTree(ReportFile.toJson(SampleReport.of(Fault.NONE)));
        setNull(tree, "sharing.onOutage");
        Path file = Files.writeString(directory.resolve("null.json"), tree.toString());

        // When, then
        assertThat(ReportFile.read(file).sharing().onOutage()).isNull();
    }

    private static void setNull(JsonNode tree, String field) {
        JsonPointer pointer =
                JsonPointer.compile("/" + field.replaceAll("[.\\[]", "/").replace("]", ""));
        JsonNode parent = tree.at(pointer.head());
        if (parent instanceof ArrayNode items) {
            items.set(pointer.last().getMatchingIndex(), NullNode.instance);
        } else {
            ((ObjectNode) parent).putNull(pointer.last().getMatchingProperty());
        }
    }
}
