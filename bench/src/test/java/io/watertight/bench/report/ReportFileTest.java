package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watertight.bench.proof.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportFileTest {

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
        Files.writeString(file, "{\"schemaVersion\": 99}");

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
        Files.writeString(incomplete, "{\"schemaVersion\": 2}");

        // When, then
        assertThatThrownBy(() -> ReportFile.read(noJson))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(noJson + ": not a report: ");
        assertThatThrownBy(() -> ReportFile.read(incomplete))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(incomplete + ": not a report: ");
    }
}
