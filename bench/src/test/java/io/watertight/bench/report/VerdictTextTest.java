package io.watertight.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.proof.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTextTest {
    private static final LoadTable NO_LOAD = new LoadTable("", 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

    @Test
    void theTableEndsInTheVerdict() {
        // Given
        ProofReport report = report(
                Finding.INCONCLUSIVE,
                List.of("Only 1 ledger sample, at least 6 are needed."),
                law("Admission", Finding.HELD, "9 admitted requests replayed."),
                law(
                        "No false denial",
                        Finding.NOT_APPLICABLE,
                        "word ".repeat(20).strip()));

        // When
        String text = new VerdictText(false).render(report);

        // Then
        assertThat(text).isEqualTo("""
                Admission        HELD           9 admitted requests replayed.
                No false denial  NOT APPLICABLE word word word word word word word word word word word word word word word
                                                word word word word word

                INCONCLUSIVE  No law was broken, but the run could not have shown it.
                  - Only 1 ledger sample, at least 6 are needed.
                """);
    }

    @Test
    void coloursMarkTheFindings() {
        // Given
        ProofReport report =
                report(Finding.VIOLATED, List.of(), law("Drain", Finding.VIOLATED, "gw-1 still held 1 bucket."));

        // When
        String text = new VerdictText(true).render(report);

        // Then
        assertThat(text).isEqualTo("""
                        Drain            \u001b[1;31mVIOLATED       \u001b[0mgw-1 still held 1 bucket.

                        \u001b[1;31mVIOLATED\u001b[0m  Broken: Drain.
                        """);
    }

    @Test
    void aLawThatCouldNotBeJudgedIsNamed() {
        // Given
        ProofReport report =
                report(Finding.INCONCLUSIVE, List.of(), law("Memory", Finding.INCONCLUSIVE, "Too noisy to tell."));

        // When
        String text = new VerdictText(false).render(report);

        // Then
        assertThat(text).endsWith("INCONCLUSIVE  No law was broken, but the run could not show enough: Memory.\n");
    }

    @Test
    void onlyATerminalThatWantsColoursGetsThem() {
        // Given
        ProofReport report = report(Finding.HELD, List.of(), law("Drain", Finding.HELD, "Empty."));
        Map<String, String> xterm = Map.of("TERM", "xterm");

        // When
        String onTerminal = VerdictText.forOutput(true, xterm).render(report);
        String inPipe = VerdictText.forOutput(false, xterm).render(report);
        String unwanted = VerdictText.forOutput(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))
                .render(report);
        String dumb = VerdictText.forOutput(true, Map.of("TERM", "dumb")).render(report);

        // Then
        assertThat(onTerminal).contains("\u001b[");
        assertThat(inPipe).doesNotContain("\u001b[");
        assertThat(unwanted).doesNotContain("\u001b[");
        assertThat(dumb).doesNotContain("\u001b[");
    }

    private static LawRow law(String title, Finding finding, String evidence) {
        return new LawRow(title, "", finding, evidence, null);
    }

    private static ProofReport report(Finding finding, List<String> objections, LawRow... laws) {
        return new ProofReport(
                ProofReport.SCHEMA_VERSION,
                "title",
                "date",
                "command",
                finding,
                objections,
                List.of(),
                List.of(),
                List.of(laws),
                List.of(),
                List.of(),
                new SharingRow("local", 1, null, "none"),
                List.of(),
                NO_LOAD,
                List.of(),
                "");
    }
}
