package io.watertight.bench.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the kernel says of a process, at one moment. Immutable.
 *
 * @param cpuNanos user and system time of all its threads, ended ones included; in steps of 10 ms
 * @param endedChildrenCpuNanos the same of children that have ended and were waited for, and of theirs
 * @param rssBytes resident memory
 * @param threads its threads
 * @param openFds its open file descriptors
 */
public record ProcessStats(long cpuNanos, long endedChildrenCpuNanos, long rssBytes, long threads, long openFds) {
    /** /proc counts in USER_HZ, which is 100 on every architecture that a JVM of ours runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Positions after the command name, which is in parentheses and may hold anything: see proc_pid_stat(5). */
    private static final int UTIME = 11;

    private static final int STIME = 12;
    private static final int CUTIME = 13;
    private static final int CSTIME = 14;

    /**
     * Reads /proc.
     *
     * @throws IOException if the process is gone, or belongs to somebody else
     */
    public static ProcessStats read(long pid) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> fds = Files.list(proc.resolve("fd"))) {
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String status = Files.readString(proc.resolve("status"));
            return new ProcessStats(
                    nanos(fields[UTIME], fields[STIME]),
                    nanos(fields[CUTIME], fields[CSTIME]),
                    numberAfter("VmRSS:", status) * 1024,
                    numberAfter("Threads:", status),
                    fds.count());
        } catch (NoSuchFileException e) {
            throw new IOException("process " + pid + " is gone", e);
        }
    }

    private static long nanos(String userTicks, String systemTicks) {
        return (Long.parseLong(userTicks) + Long.parseLong(systemTicks)) * NANOS_PER_TICK;
    }

    /** The number after a key in the lines of a status file; 0 if the key is not there, as VmRSS is not in a zombie's. */
    private static long numberAfter(String key, String status) {
        return status.lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
