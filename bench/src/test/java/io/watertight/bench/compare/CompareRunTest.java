package io.watertight.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watertight.bench.compare.Comparison.LoadRound;
import io.watertight.bench.compare.Comparison.PeerFacts;
import io.watertight.bench.proof.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole comparison, of our gateway with a server that forwards nothing and one that is not installed. */
final class CompareRunTest {
    private static final String ECHO = """
            title: Echo
            jvm: true
            start:
              - "@java@"
              - --enable-native-access=ALL-UNNAMED
              - --sun-misc-unsafe-memory-access=allow
              - -cp
              - "@classpath@"
              - io.watertight.echo.EchoMain
              - --plain
              - --listen
              - 127.0.0.1:@port@
            entrances: { plain: "127.0.0.1:@port@/" }
            unavailable: { jwt: it looks at no token, limit: it has no limit, strict: it has no limit }
            variants: { echo: { title: Echo, limiter: local } }
            """;

    private static final String ABSENT = """
            title: Absent
            binary: no-such-program-anywhere
            start: [ "@binary@" ]
            untried: there is none
            entrances: { plain: "127.0.0.1:@port@/" }
            unavailable: { jwt: no, limit: no, strict: no }
            variants: { absent: { title: Absent, limiter: local } }
            """;

    @TempDir
    private Path directory;

    @Test
    void contestantsAreMeasuredByWhatTheyCanDoAndNothingIsLeftRunning() throws Exception {
        // Given
        Path folders = directory.resolve("folders");
        describe(folders, "echo", ECHO);
        describe(folders, "absent", ABSENT);
        Contestant ours = Catalogue.read(Catalogue.projectFolder()).stream()
                .filter(contestant -> contestant.name().equals("watertight-epoll"))
                .findFirst()
                .orElseThrow();
        List<Contestant> contestants =
                Stream.concat(Stream.of(ours), Catalogue.read(folders).stream()).toList();
        ComparisonPlan plan = Presets.of(Presets.SMOKE, directory.resolve("out"))
                .with("watertight-epoll", List.of(), List.of(4), List.of(200), null, false);
        List<ProcessHandle> before = children();
        int processorsBefore = Runtime.getRuntime().availableProcessors();

        // When
        Comparison comparison = new CompareRun(plan, contestants, what -> {}).run("test");
        Path page = ComparisonFile.write(comparison, plan.directory());

        // Then
        assertThat(comparison.cpu())
                .extracting(LoadRound::peer, LoadRound::rung)
                .containsExactlyInAnyOrder(
                        tuple("", Rung.DIRECT),
                        tuple("watertight-epoll", Rung.PLAIN),
                        tuple("echo", Rung.PLAIN),
                        tuple("watertight-epoll", Rung.JWT),
                        tuple("watertight-epoll", Rung.LIMIT),
                        tuple("watertight-epoll", Rung.ROLLING));
        assertThat(comparison.cpu()).allSatisfy(round -> {
            assertThat(round.requests()).isPositive();
            assertThat(round.refused()).isZero();
            assertThat(round.exhausted()).isFalse();
        });
        assertThat(comparison.memory()).singleElement().satisfies(watch -> {
            assertThat(watch.subjects()).isPositive();
            assertThat(watch.finding()).isNotEqualTo(Finding.VIOLATED);
        });
        assertThat(Runtime.getRuntime().availableProcessors())
                .isEqualTo(comparison.machine().cores())
                .isEqualTo(processorsBefore);
        assertThat(facts(comparison, "absent").absent()).isEqualTo("no-such-program-anywhere is not on the PATH");
        assertThat(facts(comparison, "watertight-epoll").startMillis()).hasSize(1);
        assertThat(ComparisonFile.toText(comparison)).contains("not available", "Not run here", "Pre-flight");
        assertThat(Files.readString(page)).contains("it looks at no token").doesNotContain("<script");
        assertThat(ComparisonFile.read(plan.directory().resolve("comparison.json")))
                .isEqualTo(comparison);
        assertThat(children())
                .filteredOn(child -> !before.contains(child))
                .allSatisfy(killed -> assertThat(killed.onExit()).succeedsWithin(Duration.ofSeconds(20)));
        assertThat(filesBelow(plan.directory()))
                .allMatch(file -> file.toString().matches(".*\\.(json|md|html|log)"));
    }

    @Test
    void oneThatEndsInTheMiddleIsLeftOutAndTheOthersGoOn() throws Exception {
        // Given
        Path folders = directory.resolve("folders");
        describe(folders, "echo", ECHO);
        describe(
                folders,
                "leaving",
                ECHO.replace("title: Echo", "title: Leaving")
                        .replace("{ echo:", "{ leaving:")
                        .replace("  - -cp", "  - -Dcontestant=leaving\n  - -cp"));
        ComparisonPlan plan = Presets.of(Presets.SMOKE, directory.resolve("out"))
                .with("leaving", List.of(Rung.PLAIN), List.of(4), List.of(), 2, false);

        // When
        Comparison comparison = new CompareRun(plan, Catalogue.read(folders), what -> {
                    if (what.startsWith("CPU for a request") && what.endsWith("round 2 of 2")) {
                        kill("-Dcontestant=leaving");
                    }
                })
                .run("test");

        // Then
        assertThat(comparison.cpu())
                .extracting(LoadRound::peer, LoadRound::round)
                .containsExactlyInAnyOrder(tuple("echo", 0), tuple("leaving", 0), tuple("echo", 1));
        assertThat(facts(comparison, "leaving").absent())
                .startsWith("it ended while it was measured; its output is in ");
        assertThat(comparison.objections()).contains("Leaving ended while it was measured.");
        assertThat(comparison.reference()).isEmpty();
        assertThat(ComparisonFile.toText(comparison)).contains("it ended while it was measured");
    }

    private static void kill(String argument) {
        List<ProcessHandle> killed = ProcessHandle.current()
                .descendants()
                .filter(process -> hasArgument(process, argument))
                .toList();
        assertThat(killed).hasSize(1);
        killed.forEach(ProcessHandle::destroyForcibly);
        killed.forEach(process -> process.onExit().join());
    }

    private static boolean hasArgument(ProcessHandle process, String argument) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                            .split("\0", -1))
                    .contains(argument);
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    private static PeerFacts facts(Comparison comparison, String name) {
        return comparison.peers().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void describe(Path folders, String name, String text) throws IOException {
        Files.writeString(Files.createDirectories(folders.resolve(name)).resolve("gateway.yaml"), text);
    }
}
