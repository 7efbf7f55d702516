package io.watertight.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of the repository that the chart installs. Helm reads nothing outside a chart, and a chart has to be complete when it is
 * installed from a checkout, so the copies are in the repository too, at the same paths below {@code files}.
 */
final class Copies {

    /** A folder, and the names in it that are copied. */
    private static final Map<String, String> SOURCES = Map.of(
            "bench/k6", ".*\\.ts",
            "bench/k6/lib", ".*\\.ts",
            "bench/src/main/resources/io/watertight/bench/scenario", "scenarios\\.json",
            "grafana/rules", ".*\\.yaml",
            "grafana/dashboards", ".*\\.json");

    private Copies() {}

    /** What has to be below {@code files}, by path; a folder that is missing has nothing to copy. */
    static SortedMap<String, byte[]> of(Path repository) throws IOException {
        SortedMap<String, byte[]> copies = new TreeMap<>();
        for (Map.Entry<String, String> source : SOURCES.entrySet()) {
            Path folder = repository.resolve(source.getKey());
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = file.getFileName().toString();
                    if (name.matches(source.getValue())) {
                        copies.put(source.getKey() + "/" + name, Files.readAllBytes(file));
                    }
                }
            }
        }
        return copies;
    }

    /** Whether a path below {@code files} is one that copies are made to. */
    static boolean isCopy(String path) {
        return SOURCES.keySet().stream().anyMatch(folder -> path.startsWith(folder + "/"));
    }
}
