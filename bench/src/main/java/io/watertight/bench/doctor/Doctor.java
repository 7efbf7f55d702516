package io.watertight.bench.doctor;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks at this machine as the bench needs it. */
public final class Doctor {

    private static final int MIN_OPEN_FILES = 4096;
    private static final int TOOL_SECONDS = 2;

    /** From here on an exit code is not the program's: it cannot be run, or a library of it cannot, or a signal ended it. Some end with 1 after they have told their version. */
    private static final int SHELL_CANNOT_RUN = 126;

    private static final List<Integer> DEFAULT_PORTS = List.of(8080, 8081, 9090);
    private static final long MIN_MEMORY_KIB = 2L * 1024 * 1024;

    private record Tool(String name, String versionFlag, String use) {}

    private static final List<Tool> TOOLS = List.of(
            new Tool("wrk", "-v", "a saturating client"), new Tool("curl", "--version", "trying the gateway by hand"));

    private Doctor() {}

    /** All checks, in the order in which they are to be read. */
    public static List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(transport());
        checks.add(cores());
        checks.add(memory());
        checks.add(openFiles());
        DEFAULT_PORTS.forEach(port -> checks.add(port(port)));
        TOOLS.forEach(tool -> checks.add(tool(tool)));
        return checks;
    }

    private static Check java() {
        Runtime.Version version = Runtime.version();
        String found = version + " (" + System.getProperty("java.vendor") + ")";
        return version.feature() >= 25 ? Check.ok("JDK", found) : Check.bad("JDK", found + ": needs 25 or newer");
    }

    private static Check transport() {
        if (IoUring.isAvailable()) {
            return Check.ok("transport", "io_uring, epoll");
        }
        if (Epoll.isAvailable()) {
            return Check.note(
                    "transport", "epoll; io_uring is not available here: " + message(IoUring.unavailabilityCause()));
        }
        return Check.note("transport", "nio only: " + message(Epoll.unavailabilityCause()));
    }

    private static String message(@Nullable Throwable cause) {
        Throwable root = cause;
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null ? "cause unknown" : String.valueOf(root.getMessage());
    }

    private static Check cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores >= 2
                ? Check.ok("cores", Integer.toString(cores))
                : Check.note("cores", cores + ": generator, gateways and upstream share one; runs may be inconclusive");
    }

    private static Check memory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemAvailable:")) {
                    long kib = Long.parseLong(line.replaceAll("\\D", ""));
                    String found = kib / 1024 + " MiB available";
                    return kib >= MIN_MEMORY_KIB
                            ? Check.ok("memory", found)
                            : Check.note("memory", found + "; a proof wants 2 GiB");
                }
            }
        } catch (IOException e) {
            return Check.note("memory", "not known here: no /proc/meminfo");
        }
        return Check.note("memory", "not known here");
    }

    private static Check openFiles() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).strip().split("\\s+", 2)[0];
                    boolean enough = soft.equals("unlimited") || Long.parseLong(soft) >= MIN_OPEN_FILES;
                    return enough
                            ? Check.ok("open files", soft)
                            : Check.bad(
                                    "open files", soft + ": raise it with `ulimit -n " + MIN_OPEN_FILES + "` or more");
                }
            }
        } catch (IOException e) {
            return Check.note("open files", "not known here: no /proc/self/limits");
        }
        return Check.note("open files", "not known here");
    }

    private static Check port(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return Check.ok("port " + socket.getLocalPort(), "free");
        } catch (IOException e) {
            return Check.note(
                    "port " + port,
                    "in use: choose others in the gateway's configuration (a proof takes free ports by itself)");
        }
    }

    private static Check tool(Tool tool) {
        Path found = onPath(tool.name());
        if (found == null) {
            return Check.note(tool.name(), "not on the PATH; optional: " + tool.use());
        }
        return version(tool.name(), List.of(found.toString(), tool.versionFlag()));
    }

    private static @Nullable Path onPath(String name) {
        String path = System.getenv("PATH");
        for (String directory : (path == null ? "" : path).split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, name);
            if (!directory.isEmpty() && Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static Check version(String name, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(TOOL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Check.note(name, "found, and does not say its version within " + TOOL_SECONDS + " s");
            }
            InputStream said = process.getInputStream();
            String text = new String(said.readNBytes(Math.min(said.available(), 4096)), StandardCharsets.UTF_8);
            String line = text.lines().findFirst().orElse("found").strip();
            return process.exitValue() < SHELL_CANNOT_RUN
                    ? Check.ok(name, line)
                    : Check.note(name, "found, and does not run: " + line);
        } catch (IOException e) {
            return Check.note(name, "found, and does not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.note(name, "found");
        }
    }
}
