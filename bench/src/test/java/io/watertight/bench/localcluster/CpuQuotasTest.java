package io.watertight.bench.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotasTest {

    @TempDir
    private Path directory = Path.of("");

    private Path proc(String mount, String group) throws IOException {
        Path self = Files.createDirectories(directory.resolve("proc/self"));
        Files.writeString(self.resolve("mounts"), mount);
        Files.writeString(self.resolve("cgroup"), group);
        return directory.resolve("proc");
    }

    @Test
    void ofVersionOneAGroupGetsItsWeightAndItsPartOfAPeriod() throws IOException {
        // Given this process in a group of its own
        Path own = Files.createDirectories(directory.resolve("cpu/job"));
        Path proc = proc(
                "cgroup " + directory.resolve("cpu") + " cgroup rw,relatime,cpu,cpuacct 0 0\n", "4:cpu,cpuacct:/job\n");

        // When
        CpuQuotas quotas = CpuQuotas.find(proc);
        CpuQuota quota = quotas.create("gw-0", 125, 250);

        // Then
        assertThat(quotas.words()).isEqualTo("CPU quotas by cgroup v1");
        assertThat(own.resolve("gw-0/cpu.shares")).hasContent("128");
        assertThat(own.resolve("gw-0/cpu.cfs_period_us")).hasContent("100000");
        assertThat(own.resolve("gw-0/cpu.cfs_quota_us")).hasContent("25000");
        assertThat(quota.wrap(List.of("java", "-version")))
                .containsExactly(
                        "/bin/sh",
                        "-c",
                        "echo $$ >\"$0\" && exec \"$@\"",
                        own.resolve("gw-0/cgroup.procs").toString(),
                        "java",
                        "-version");
    }

    @Test
    void ofVersionTwoTheControllerIsTurnedOnFirst() throws IOException {
        // Given
        Path mount = Files.createDirectories(directory.resolve("unified"));
        Files.writeString(mount.resolve("cgroup.subtree_control"), "memory\n");
        Path proc = proc("cgroup2 " + mount + " cgroup2 rw,relatime 0 0\n", "0::/\n");

        // When
        CpuQuotas quotas = CpuQuotas.find(proc);
        quotas.create("gw-0", 1000, 1500);

        // Then
        assertThat(quotas.words()).isEqualTo("CPU quotas by cgroup v2");
        assertThat(mount.resolve("cgroup.subtree_control")).hasContent("+cpu");
        assertThat(mount.resolve("gw-0/cpu.weight")).hasContent("39");
        assertThat(mount.resolve("gw-0/cpu.max")).hasContent("150000 100000");
    }

    @Test
    void whereThereIsNoneNothingIsLimitedAndThatIsSaid() throws IOException {
        // When
        CpuQuotas quotas = CpuQuotas.find(proc("proc /proc proc rw 0 0\n", ""));

        // Then
        assertThat(quotas.words()).isEqualTo("no CPU quotas: no cgroup file system is mounted");
        assertThat(quotas.create("gw-0", 125, 250).wrap(List.of("java"))).containsExactly("java");
    }

    @Test
    void aProcessRunsUnderItsOwnNumberWhateverWrapsIt() throws Exception {
        // Given a group that takes a process' number like any file
        Path group = Files.createDirectories(directory.resolve("group"));
        CpuQuota quota = new CpuQuota(group);

        // When
        Process process = new ProcessBuilder(quota.wrap(List.of("sleep", "0"))).start();

        // Then
        assertThat(process.waitFor()).isZero();
        assertThat(group.resolve("cgroup.procs")).hasContent(Long.toString(process.pid()));
    }

    @Test
    void whatRunsLeftThatAreGoneIsTakenAway() throws Exception {
        // Given groups of a run that is gone, of this one, and of others
        Path cpu = Files.createDirectories(directory.resolve("cpu"));
        Path left = Files.createDirectory(cpu.resolve("watertight-" + gone() + "-1a-gw-0"));
        Path ours = Files.createDirectory(cpu.resolve(CpuQuotas.name("1a-gw-0")));
        Path container = Files.createDirectory(cpu.resolve("watertight-" + gone()));
        Path other = Files.createDirectory(cpu.resolve("job-" + gone() + "-1"));

        // When
        CpuQuotas.find(proc("cgroup " + cpu + " cgroup rw,cpu 0 0\n", "4:cpu:/\n"));

        // Then
        assertThat(left).doesNotExist();
        assertThat(List.of(ours, container, other))
                .allSatisfy(group -> assertThat(group).exists());
    }

    @Test
    void aGroupInWhichSomethingRunsIsKeptWhoeverMadeIt() throws Exception {
        // Given the cgroups of this machine, if it lets us make any, and groups of a run that is gone
        CpuQuotas quotas = CpuQuotas.find();
        assumeThat(quotas.words()).startsWith("CPU quotas by cgroup");
        long gone = gone();
        CpuQuota empty = quotas.create("watertight-" + gone + "-empty", 1000, 1000);
        CpuQuota used = quotas.create("watertight-" + gone + "-used", 1000, 1000);
        Process process = new ProcessBuilder(used.wrap(List.of("sleep", "60"))).start();
        try {
            awaitFilled(used);

            // When
            CpuQuotas.find();

            // Then
            assertThat(place(empty)).doesNotExist();
            assertThat(place(used)).exists();
        } finally {
            process.destroyForcibly().waitFor();
            empty.close();
            used.close();
        }
    }

    /** The number of a process that is no more. */
    private static long gone() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    /** The file that lists the processes of a group, as the command names it. */
    private static Path processes(CpuQuota quota) {
        return Path.of(quota.wrap(List.of()).get(3));
    }

    private static Path place(CpuQuota quota) {
        return Objects.requireNonNull(processes(quota).getParent());
    }

    private static void awaitFilled(CpuQuota quota) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.readString(processes(quota)).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
