package io.watertight.bench.cluster;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every child that this JVM has started and that has not ended. They are killed when this JVM exits, however it is told
 * to. Thread-safe.
 */
final class Children {
    private static final Set<Process> ALIVE = new HashSet<>();
    private static boolean exiting;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Children::killAll, "end of children"));
    }

    private Children() {}

    static synchronized Process start(ProcessBuilder builder) throws IOException {
        if (exiting) {
            throw new IOException(
                    "not started while exiting: " + builder.command().getFirst());
        }
        Process process = builder.start();
        ALIVE.add(process);
        var _ = process.onExit().thenAccept(Children::forget);
        return process;
    }

    /** Kills a child, and what it has started itself, which would else outlive it. */
    static void kill(Process child) {
        List<ProcessHandle> descendants = child.descendants().toList();
        child.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static synchronized void forget(Process ended) {
        ALIVE.remove(ended);
    }

    private static synchronized void killAll() {
        exiting = true;
        ALIVE.forEach(Children::kill);
    }
}
