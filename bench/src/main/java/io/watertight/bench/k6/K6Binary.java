package io.watertight.bench.k6;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A k6 that the scripts run on. Immutable.
 *
 * @param file the program
 * @param version such as {@code v2.2.0}
 */
public record K6Binary(Path file, String version) {
    /** What is installed where somebody asks for it. */
    static final String PINNED = "v2.2.0";

    private static final Pattern VERSION = Pattern.compile("k6\\S* (v(\\d+)\\.\\S+)");
    private static final int OLDEST = 2;

    /**
     * The one on the PATH; where there is none, or an older one, the one that {@link K6Installer} has made.
     *
     * @param environment the environment variables
     * @throws IOException if there is none; the message says how to get it
     */
    public static K6Binary find(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> older = new ArrayList<>();
        for (Path candidate : candidates(environment)) {
            String version = versionOf(candidate);
            Matcher matcher = VERSION.matcher(version);
            if (matcher.find() && Integer.parseInt(matcher.group(2)) >= OLDEST) {
                return new K6Binary(candidate, matcher.group(1));
            }
            older.add(candidate + " is " + (version.isEmpty() ? "something else" : version));
        }
        throw new IOException("no k6 v2 found" + (older.isEmpty() ? "" : ": " + String.join(", ", older))
                + " (put one on the PATH, or have " + PINNED + " built with Go: ./watertight prove --install-tools)");
    }

    private static List<Path> candidates(Map<String, String> environment) {
        List<Path> candidates = new ArrayList<>();
        Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "k6"))
                .forEach(candidates::add);
        candidates.add(ToolCache.k6(environment));
        return candidates.stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .toList();
    }

    /** The first line that it says; empty if it says nothing. */
    private static String versionOf(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(file.toString(), "version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.lines().findFirst().orElse("");
    }
}
