package io.watertight.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProbesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HEAP_BYTES = 20_000_000;
    private static final int DIRECT_BYTES = 5_000_000;

    @TempDir
    private Path directory;

    @Test
    void aJvmTellsWhatItKeeps() throws Exception {
        // Given
        try (ManagedProcess child = keeping(List.of("-XX:+UseG1GC"));
                JvmProbe probe = JvmProbe.attach(child.pid())) {

            // When
            JvmProbe.Reading first = probe.collectAndRead();
            JvmProbe.Reading second = probe.collectAndRead();

            // Then
            assertThat(first.heapUsedBytes()).isBetween((long) HEAP_BYTES, HEAP_BYTES + 10_000_000L);
            assertThat(second.heapUsedBytes()).isBetween((long) HEAP_BYTES, HEAP_BYTES + 10_000_000L);
            assertThat(second.directBytes()).isBetween((long) DIRECT_BYTES, DIRECT_BYTES + 1_000_000L);
            assertThat(second.threads()).isGreaterThan(1);
            assertThat(second.openFds()).isGreaterThan(3);
        }
    }

    @Test
    void aJvmWithTheSerialCollectorTellsTheSame() throws Exception {
        // Given
        try (ManagedProcess child = keeping(List.of("-XX:+UseSerialGC"));
                JvmProbe probe = JvmProbe.attach(child.pid())) {

            // When
            JvmProbe.Reading reading = probe.collectAndRead();

            // Then
            assertThat(reading.heapUsedBytes()).isBetween((long) HEAP_BYTES, HEAP_BYTES + 10_000_000L);
        }
    }

    @Test
    void aJvmThatRefusesToCollectIsAnError() throws Exception {
        // Given
        try (ManagedProcess child = keeping(List.of("-XX:+DisableExplicitGC"));
                JvmProbe probe = JvmProbe.attach(child.pid())) {

            // When, then
            assertThatThrownBy(probe::collectAndRead)
                    .isInstanceOf(IOException.class)
                    .hasMessage("no collection on request (expected: a JVM without -XX:+DisableExplicitGC and"
                            + " -XX:+ExplicitGCInvokesConcurrent)");
        }
    }

    @Test
    void aJvmThatHasEndedIsAnError() throws Exception {
        // Given
        try (ManagedProcess child = keeping(List.of())) {
            JvmProbe probe = JvmProbe.attach(child.pid());
            probe.collectAndRead();

            // When
            child.kill();

            // Then
            assertThatThrownBy(probe::collectAndRead)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the connection to the JVM is lost");
        }
    }

    @Test
    void theKernelTellsWhatAProcessUses() throws Exception {
        // Given
        try (ManagedProcess child = keeping(List.of("-XX:+AlwaysPreTouch", "-Xms64m"))) {

            // When
            ProcessStats stats = ProcessStats.read(child.pid());

            // Then
            assertThat(stats.cpuNanos()).isBetween(10_000_000L, 60_000_000_000L);
            assertThat(stats.rssBytes()).isBetween(64L << 20, 1L << 30);
            assertThat(stats.threads()).isGreaterThan(1);
            assertThat(stats.openFds()).isGreaterThan(3);
        }
    }

    @Test
    void whatChildrenHaveUsedThatHaveEndedIsTold() throws Exception {
        // Given one that lets a child count, waits for it, and then does nothing
        String child = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done";
        Process parent = new ProcessBuilder("sh", "-c", "sh -c '" + child + "'; echo done; read wait")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(parent.inputReader().readLine()).isEqualTo("done");

            // When
            ProcessStats stats = ProcessStats.read(parent.pid());

            // Then
            assertThat(stats.endedChildrenCpuNanos()).isGreaterThanOrEqualTo(10_000_000L);
            assertThat(stats.cpuNanos()).isLessThan(stats.endedChildrenCpuNanos());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsGoneIsAnError() throws Exception {
        // Given
        ManagedProcess child = keeping(List.of());
        child.kill();

        // When, then
        assertThatThrownBy(() -> ProcessStats.read(child.pid()))
                .isInstanceOf(IOException.class)
                .hasMessage("process " + child.pid() + " is gone");
    }

    private ManagedProcess keeping(List<String> jvmOptions) throws Exception {
        ManagedProcess child = ManagedProcess.start(ChildMain.launch(
                directory, jvmOptions, "keep", Integer.toString(HEAP_BYTES), Integer.toString(DIRECT_BYTES)));
        child.awaitReady(PATIENCE);
        return child;
    }
}
