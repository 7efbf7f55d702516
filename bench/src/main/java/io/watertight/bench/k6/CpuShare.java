package io.watertight.bench.k6;

import io.watertight.bench.cluster.ProcessStats;
import java.io.IOException;

/** How much of this machine's CPU a process takes, from its making to the last reading. Thread-safe. */
final class CpuShare {
    private final long pid;
    private final long startNanos;
    private final long cpuAtStartNanos;
    private double share;

    CpuShare(long pid) {
        this.pid = pid;
        startNanos = System.nanoTime();
        cpuAtStartNanos = cpuNanos();
    }

    /** Reads what it has taken so far. What a process takes after the last reading is not counted. */
    synchronized void read() {
        long now = System.nanoTime();
        long taken = cpuNanos() - cpuAtStartNanos;
        if (taken >= 0) {
            share = Math.min(
                    1,
                    (double) taken / (now - startNanos) / Runtime.getRuntime().availableProcessors());
        }
    }

    /** A part of all cores, 0..1. */
    synchronized double share() {
        return share;
    }

    private long cpuNanos() {
        try {
            return ProcessStats.read(pid).cpuNanos();
        } catch (IOException ended) {
            return -1;
        }
    }
}
