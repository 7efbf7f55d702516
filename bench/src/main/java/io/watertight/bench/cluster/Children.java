package io.watertight.bench.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every child that this JVM has started and that has not ended. They are killed when this JVM exits, however it is told
 * to. Thread-safe.
 */
final class Children {
    /** Runs a program in place of itself, in a session of its own: what is typed at our terminal, such as Ctrl-C, is for us to hand on. Of util-linux. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final boolean OWN_SESSION = Files.isExecutable(SETSID);
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
        if (OWN_SESSION && exists(builder.command().getFirst())) {
            List<String> command = new ArrayList<>(List.of(SETSID.toString()));
            command.addAll(builder.command());
            builder.command(command);
        }
        Process process = builder.start();
        ALIVE.add(process);
        var _ = process.onExit().thenAccept(Children::forget);
        return process;
    }

    /** What does not exist is better started in vain by ourselves, who then hear of it. */
    private static boolean exists(String program) {
        if (program.indexOf('/') >= 0) {
            return Files.isExecutable(Path.of(program));
        }
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
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
