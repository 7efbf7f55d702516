package io.watertight.bench.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/runbook.md says what the scripts do, and has an entry for each alert. */
class RunbookTest {
    private static final Path ROOT = Path.of("..");
    private static final Path SCRIPTS = ROOT.resolve("helm/cluster");
    private static final Path RULES = ROOT.resolve("grafana/rules");
    private static final Path RUNBOOK = ROOT.resolve("docs/runbook.md");
    private static final Pattern ALERT = Pattern.compile("^\\s*- alert: (\\w+)$");

    static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            return files.sorted().toList();
        }
    }

    /** The lines between the marks in a script, in their order. */
    private static List<String> commands(Path script) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean marked = false;
        for (String line : Files.readAllLines(script)) {
            String text = line.strip();
            if (text.equals("# runbook")) {
                marked = true;
            } else if (text.equals("# end")) {
                marked = false;
            } else if (marked) {
                commands.add(text);
            }
        }
        return commands;
    }

    /** The lines of the runbook's shell blocks, in their order. */
    private static List<String> shown() throws IOException {
        List<String> shown = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(RUNBOOK)) {
            if (line.startsWith("```")) {
                shell = line.equals("```sh");
            } else if (shell) {
                shown.add(line);
            }
        }
        return shown;
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void whatAScriptDoesIsInTheRunbook(Path script) throws IOException {
        assertThat(commands(script)).isNotEmpty();
        assertThat(shown()).containsSubsequence(commands(script));
    }

    @Test
    void theRunbookShowsNoCommandThatNoScriptHas() throws IOException {
        List<String> known = new ArrayList<>();
        for (Path script : scripts()) {
            known.addAll(commands(script));
        }

        assertThat(known).containsAll(shown());
        assertThat(shown()).hasSameSizeAs(known);
    }

    @Test
    void everyAlertHasAnEntryAndEveryEntryItsAlert() throws IOException {
        // Given
        List<String> entries;
        try (Stream<String> lines = Files.lines(RUNBOOK)) {
            entries = lines.filter(line -> line.startsWith("## Watertight"))
                    .map(line -> line.substring("## ".length()))
                    .toList();
        }

        // Then
        assertThat(entries).doesNotHaveDuplicates().isNotEmpty();
        if (Files.isDirectory(RULES)) {
            assertThat(entries).containsExactlyInAnyOrderElementsOf(alerts());
        }
    }

    private static List<String> alerts() throws IOException {
        List<String> alerts = new ArrayList<>();
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                Files.readAllLines(file).stream()
                        .map(ALERT::matcher)
                        .filter(matcher -> matcher.matches())
                        .forEach(matcher -> alerts.add(matcher.group(1)));
            }
        }
        return alerts;
    }

    @Test
    void everyLinkWithinTheDocumentsHasItsTarget() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([\\w.-]*)#([\\w-]+)\\)");
        String runbook = Files.readString(RUNBOOK);
        List<String> broken = link.matcher(runbook)
                .results()
                .filter(found -> !anchors(found.group(1)).contains(found.group(2)))
                .map(found -> found.group())
                .toList();

        assertThat(link.matcher(runbook).results()).isNotEmpty();
        assertThat(broken).isEmpty();
    }

    /** The anchors of a document's headings; of the runbook itself where none is named. */
    private static List<String> anchors(String document) {
        Path file = document.isEmpty() ? RUNBOOK : ROOT.resolve("docs").resolve(document);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "")
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\w -]", "")
                            .replace(' ', '-'))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
