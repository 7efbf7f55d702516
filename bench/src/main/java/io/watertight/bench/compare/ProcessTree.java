package io.watertight.bench.compare;

import io.watertight.bench.cluster.ProcessStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the kernel says of a process and all that it has started. Stateless. */
final class ProcessTree {
    private ProcessTree() {}

    /** The process itself first. */
    static List<Long> pids(long root) {
        List<Long> pids = new ArrayList<>();
        pids.add(root);
        ProcessHandle.of(root)
                .ifPresent(
                        process -> process.descendants().map(ProcessHandle::pid).forEach(pids::add));
        return pids;
    }

    /**
     * User and system time of all of them; a child that has ended is missing.
     *
     * @throws IOException if the root is gone
     */
    static long cpuNanos(long root) throws IOException {
        long nanos = 0;
        for (long pid : pids(root)) {
            nanos += ProcessStats.read(pid).cpuNanos();
        }
        return nanos;
    }

    /**
     * Resident memory of all of them; pages that two of them share are counted twice.
     *
     * @throws IOException if the root is gone
     */
    static long rssBytes(long root) throws IOException {
        long bytes = 0;
        for (long pid : pids(root)) {
            bytes += ProcessStats.read(pid).rssBytes();
        }
        return bytes;
    }
}
