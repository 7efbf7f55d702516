package io.watertight.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import io.watertight.echo.EchoOptions;
import io.watertight.echo.EchoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that run long, told to end. */
@Timeout(120)
class SignalTest {

    @TempDir
    private Path directory = Path.of("");

    private ManagedProcess start(List<String> arguments) throws Exception {
        return ManagedProcess.start(Launch.java(
                "watertight",
                List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"),
                System.getProperty("java.class.path"),
                Main.class.getName(),
                arguments,
                directory.resolve("output")));
    }

    private static void awaitOutput(ManagedProcess process, String text) throws Exception {
        while (!Files.readString(process.output()).contains(text)) {
            assertThat(process.isAlive()).as(Files.readString(process.output())).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void loadThatIsToldToEndSaysWhatItHasSeen() throws Exception {
        try (EchoServer server = EchoServer.start(EchoOptions.local());
                ManagedProcess load = start(List.of(
                        "load",
                        "http://127.0.0.1:" + server.address().getPort() + "/",
                        "--duration",
                        "1h",
                        "--no-rehearsal"))) {
            // Given load that is under way
            awaitOutput(load, "sent");

            // When
            int exitCode = load.stop(Duration.ofSeconds(30));

            // Then
            assertThat(exitCode).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(Files.readString(directory.resolve("output")))
                    .contains("p99")
                    .contains("stopped after");
        }
    }

    /** As Ctrl-C does at a terminal; by SIGTERM, since a process that was started in the background may have been told to ignore SIGINT. */
    @Test
    void aProofHandsOnWhatIsTypedAtItsTerminalWhenItIsTime() throws Exception {
        try (ManagedProcess proof = start(List.of(
                "prove", "--quick", "--out", directory.resolve("results").toString()))) {
            // Given a proof under load, first of its process group
            awaitOutput(proof, "load: up to");

            // When
            new ProcessBuilder("kill", "-TERM", "--", "-" + proof.pid()).start().waitFor();

            // Then
            assertThat(proof.awaitEnd()).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(Files.readString(directory.resolve("output")))
                    .contains("INCONCLUSIVE")
                    .doesNotContain("VIOLATED", " is gone");
        }
    }

    @Test
    void aProofThatIsToldToEndTwiceLeavesNeitherProcessesNorSecretsBehind() throws Exception {
        Path results = directory.resolve("results");
        try (ManagedProcess proof = start(List.of("prove", "--quick", "--out", results.toString()))) {
            // Given a proof under load
            awaitOutput(proof, "load: up to");
            ProcessHandle process = ProcessHandle.of(proof.pid()).orElseThrow();
            List<ProcessHandle> children = process.descendants().toList();
            assertThat(children).hasSizeGreaterThanOrEqualTo(3);
            assertThat(results.resolve("key")).exists();

            // When
            proof.terminate();
            Thread.sleep(200); // a signal that comes before another is delivered is none of its own
            proof.terminate();

            // Then
            assertThat(proof.awaitEnd(Duration.ofSeconds(5))).isTrue();
            assertThat(proof.awaitEnd()).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(children).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(5)));
            assertThat(results.resolve("key")).doesNotExist();
            assertThat(results.resolve("subject-key")).doesNotExist();
        }
    }

    @Test
    void aComparisonThatIsToldToEndLeavesNoSecretBehind() throws Exception {
        Path results = directory.resolve("results");
        try (ManagedProcess compare =
                start(List.of("compare", "--smoke", "--gateways", "watertight-epoll", "--out", results.toString()))) {
            // Given
            awaitOutput(compare, "then the pre-flight");
            assertThat(filesIn(results)).anyMatch(file -> !file.endsWith(".log"));

            // When
            compare.stop(Duration.ofSeconds(30));

            // Then
            assertThat(filesIn(results)).allMatch(file -> file.endsWith(".log"));
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void aProofThatIsToldToEndSaysWhatItHasSeenAndIsInconclusive() throws Exception {
        try (ManagedProcess prove = start(List.of(
                "prove",
                "--quick",
                "--duration",
                "1h",
                "--out",
                directory.resolve("report").toString()))) {
            // Given a proof under load
            awaitOutput(prove, "live buckets");

            // When
            int exitCode = prove.stop(Duration.ofSeconds(60));

            // Then
            String output = Files.readString(directory.resolve("output"));
            assertThat(exitCode).as(output).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(output).contains("INCONCLUSIVE").contains("interrupted").contains("Admission");
            assertThat(directory.resolve("report/report.html")).exists();
        }
    }
}
