package io.watertight.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {

    @TempDir
    private Path root;

    @Test
    void aMachineIsWhatItsKernelSays() throws Exception {
        // Given
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Acme 9000 @ 3 GHz\nflags\t\t: fpu hypervisor sse2\n");
        write("proc/meminfo", "MemTotal:        8000000 kB\nMemFree: 1 kB\n");
        write("proc/sys/kernel/osrelease", "6.18.5\n");
        write("etc/os-release", "NAME=Acme\nPRETTY_NAME=\"Acme Linux 12\"\n");

        // When
        Machine machine = Machine.read(root);

        // Then
        assertThat(machine.cpuModel()).isEqualTo("Acme 9000 @ 3 GHz");
        assertThat(machine.virtual()).isTrue();
        assertThat(machine.memoryBytes()).isEqualTo(8_000_000L * 1024);
        assertThat(machine.kernel()).isEqualTo("6.18.5");
        assertThat(machine.system()).isEqualTo("Acme Linux 12");
        assertThat(machine.cores()).isPositive();
        assertThat(machine.jdk()).contains(System.getProperty("java.runtime.version"));
    }

    @Test
    void aProcessorWithoutANameIsCalledByItsArchitecture() throws Exception {
        // Given
        write("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\n");
        write("proc/meminfo", "MemTotal: 1 kB\n");
        write("proc/sys/kernel/osrelease", "6.18.5\n");

        // When
        Machine machine = Machine.read(root);

        // Then
        assertThat(machine.cpuModel()).isEqualTo(System.getProperty("os.arch"));
        assertThat(machine.virtual()).isFalse();
        assertThat(machine.system()).isEqualTo(System.getProperty("os.name"));
    }

    @Test
    void thisMachineCanBeRead() throws Exception {
        // When
        Machine machine = Machine.current();

        // Then
        assertThat(machine.memoryBytes()).isGreaterThan(1L << 28);
        assertThat(machine.kernel()).isNotEmpty();
    }

    private void write(String path, String text) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
