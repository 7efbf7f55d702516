package io.watertight.bench.k6;

import io.watertight.bench.cluster.Launch;
import io.watertight.bench.cluster.ManagedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Builds a pinned k6 with Go into the user's cache. Stateless. */
public final class K6Installer {
    private static final String MODULE = "go.k6.io/k6/v2";
    private static final int PACKAGES_BETWEEN_NEWS = 50;
    private static final int LAST_LINES = 3;

    private K6Installer() {}

    /**
     * Builds it, unless it is there: as a requirement of a module that has no other purpose, since k6 cannot be installed by its
     * path alone. The first time takes some minutes and needs the network.
     *
     * @param environment the environment variables
     * @param progress told what is going on
     * @return the program
     * @throws IOException if there is no Go, or the build fails; the message says what to do
     */
    public static Path install(Map<String, String> environment, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path installed = ToolCache.k6(environment);
        if (Files.isExecutable(installed)) {
            progress.accept("k6 " + K6Binary.PINNED + " is there already: " + installed);
            return installed;
        }
        Path go = go(environment);
        Path folder = Files.createDirectories(ToolCache.folder(environment));
        Path module = Files.createTempDirectory(folder, "k6-build-");
        try {
            Files.writeString(
                    module.resolve("go.mod"), "module k6build\n\nrequire " + MODULE + " " + K6Binary.PINNED + "\n");
            progress.accept("building k6 " + K6Binary.PINNED + " with " + go + ", which takes some minutes");
            Path made = module.resolve("k6");
            build(go, module, made, folder.resolve("k6-build.log"), progress);
            Files.move(made, installed, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            for (String name : List.of("go.mod", "go.sum", "k6")) {
                Files.deleteIfExists(module.resolve(name));
            }
            Files.deleteIfExists(module);
        }
        progress.accept("k6 " + K6Binary.PINNED + " is installed: " + installed);
        return installed;
    }

    private static void build(Path go, Path module, Path made, Path log, Consumer<String> progress)
            throws IOException, InterruptedException {
        Launch launch = new Launch(
                "go build",
                List.of(
                        go.toString(),
                        "-C",
                        module.toString(),
                        "build",
                        "-mod=mod",
                        "-v",
                        "-trimpath",
                        "-o",
                        made.toString(),
                        MODULE),
                log);
        AtomicInteger lines = new AtomicInteger();
        try (ManagedProcess build = ManagedProcess.start(launch, line -> {
            if (lines.incrementAndGet() % PACKAGES_BETWEEN_NEWS == 0) {
                progress.accept("building k6: " + line);
            }
            return false;
        })) {
            if (build.awaitEnd() != 0) {
                List<String> said = Files.readAllLines(log);
                throw new IOException("k6 " + K6Binary.PINNED
                        + " cannot be built; the network may be missing, or Go be too old;"
                        + " the end of " + log + ": "
                        + String.join(" / ", said.subList(Math.max(0, said.size() - LAST_LINES), said.size())));
            }
        }
    }

    private static Path go(Map<String, String> environment) throws IOException {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "go"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(() ->
                        new IOException("no go on the PATH to build k6 with (install Go, or put k6 v2 on the PATH)"));
    }
}
