package io.watertight.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManagedProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SIGKILLED = 128 + 9;
    private static final int SIGINTERRUPTED = 128 + 2;
    private static final int SIGTERMED = 128 + 15;

    @TempDir
    private Path directory;

    @Test
    void aChildIsReadyWhenItSaysSo() throws Exception {
        // Given
        try (ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "serve"))) {

            // When
            ReadyLine ready = child.awaitReady(PATIENCE);

            // Then
            assertThat(ready.address("listen"))
                    .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
            assertThat(ready.values()).containsEntry("transport", "epoll");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void aChildThatIsStoppedEndsByItselfAndLeavesItsOutput() throws Exception {
        // Given
        ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "serve"));
        child.awaitReady(PATIENCE);

        // When
        int exitCode = child.stop(PATIENCE);

        // Then
        assertThat(exitCode).isEqualTo(SIGTERMED);
        assertThat(child.isAlive()).isFalse();
        assertThat(Files.readAllLines(child.output()))
                .containsExactlyInAnyOrder(
                        "a line of the log", "ready listen=127.0.0.1:8080 admin=127.0.0.1:9090 transport=epoll");
    }

    @Test
    void linesThatAreTakenDoNotGoToTheFile() throws Exception {
        // Given
        List<String> taken = new CopyOnWriteArrayList<>();
        ManagedProcess child = ManagedProcess.start(
                ChildMain.launch(directory, List.of(), "serve"), line -> line.contains("log") && taken.add(line));
        child.awaitReady(PATIENCE);

        // When
        child.stop(PATIENCE);

        // Then
        assertThat(taken).containsExactly("a line of the log");
        assertThat(Files.readAllLines(child.output()))
                .containsExactly("ready listen=127.0.0.1:8080 admin=127.0.0.1:9090 transport=epoll");
    }

    @Test
    void aChildIsInterruptedAsFromATerminal() throws Exception {
        // Given
        ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "serve"));
        child.awaitReady(PATIENCE);

        // When
        child.interrupt();

        // Then
        assertThat(child.awaitEnd()).isEqualTo(SIGINTERRUPTED);
    }

    @Test
    void aChildThatIgnoresTheRequestIsKilledAfterItsGrace() throws Exception {
        // Given
        ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "ignore-term"));
        child.awaitReady(PATIENCE);

        // When
        int exitCode = child.stop(Duration.ofMillis(50));

        // Then
        assertThat(exitCode).isEqualTo(SIGKILLED);
    }

    @Test
    void aChildThatEndsBeforeItIsReadyIsQuoted() throws Exception {
        // Given
        try (ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "fail"))) {

            // When, then
            assertThatThrownBy(() -> child.awaitReady(PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("child ended with exit code 2 before it was ready; its last output, from "
                            + directory.resolve("child-fail.log")
                            + ":\n  starting\n  config.yaml: listen: x (expected: HOST:PORT)");
        }
    }

    @Test
    void aChildThatIsNotReadyInTimeIsQuoted() throws Exception {
        // Given
        try (ManagedProcess child = ManagedProcess.start(ChildMain.launch(directory, List.of(), "stay-silent"))) {

            // When, then
            assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("child was not ready after 1 ms; its last output, from ");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void aProgramThatDoesNotExistCannotBeStarted() {
        // Given
        Launch launch = new Launch("ghost", List.of("/no/such/program"), directory.resolve("ghost.log"));

        // When, then
        assertThatThrownBy(() -> ManagedProcess.start(launch))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void childrenEndWithTheJvmThatStartedThem() throws Exception {
        // Given
        ManagedProcess parent =
                ManagedProcess.start(ChildMain.launch(directory, List.of(), "start-another", directory.toString()));
        long grandchild = Long.parseLong(parent.awaitReady(PATIENCE).values().getOrDefault("child", ""));
        Optional<ProcessHandle> handle = ProcessHandle.of(grandchild);

        // When
        parent.stop(PATIENCE);

        // Then
        assertThat(handle).isPresent();
        handle.orElseThrow().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
