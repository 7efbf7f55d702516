package io.watertight.bench.compare;

import io.watertight.bench.cluster.ProcessStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

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
     * User and system time of all of them, and of children that have ended and been waited for.
     *
     * @throws IOException if the root is gone
     */
    static long cpuNanos(long root) throws IOException {
        return sum(root, stats -> stats.cpuNanos() + stats.endedChildrenCpuNanos());
    }

    /**
     * Resident memory of all of them; pages that two of them share are counted twice.
     *
     * @throws IOException if the root is gone
     */
    static long rssBytes(long root) throws IOException {
        return sum(root, ProcessStats::rssBytes);
    }

    private static long sum(long root, ToLongFunction<ProcessStats> figure) throws IOException {
        long sum = figure.applyAsLong(ProcessStats.read(root));
        for (long pid : pids(root)) {
            if (pid != root) {
                sum += ofChild(pid, figure);
            }
        }
        return sum;
    }

    private static long ofChild(long pid, ToLongFunction<ProcessStats> figure) {
        try {
            return figure.applyAsLong(ProcessStats.read(pid));
        } catch (IOException ended) {
            return 0;
        }
    }
}
