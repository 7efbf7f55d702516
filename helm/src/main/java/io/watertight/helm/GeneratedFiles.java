package io.watertight.helm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the chart that are derived from others: the schema and the table of values, and copies. */
final class GeneratedFiles {

    private final Path chart;
    private final SortedMap<Path, byte[]> expected = new TreeMap<>();

    /**
     * Works out what they have to be.
     *
     * @param repository the root of the checkout
     */
    GeneratedFiles(Path repository) throws IOException {
        chart = repository.resolve("helm/watertight");
        List<Value> values = ValuesFile.read(chart.resolve("values.yaml"));
        Path readme = chart.resolve("README.md");
        put(chart.resolve("values.schema.json"), ValuesSchema.of(values));
        put(readme, ValuesTable.into(Files.readString(readme), values));
        Copies.of(repository).forEach((path, bytes) -> expected.put(files().resolve(path), bytes));
    }

    /** The files that are not what they have to be, or should not be there. */
    List<Path> differences() throws IOException {
        List<Path> differences = new ArrayList<>(leftOver());
        for (Map.Entry<Path, byte[]> file : expected.entrySet()) {
            if (!Files.exists(file.getKey()) || !Arrays.equals(Files.readAllBytes(file.getKey()), file.getValue())) {
                differences.add(file.getKey());
            }
        }
        return differences;
    }

    /** Makes them what they have to be. */
    void rewrite() throws IOException {
        for (Path file : leftOver()) {
            Files.delete(file);
        }
        for (Map.Entry<Path, byte[]> file : expected.entrySet()) {
            Files.createDirectories(file.getKey().resolveSibling(""));
            Files.write(file.getKey(), file.getValue());
        }
    }

    private List<Path> leftOver() throws IOException {
        try (Stream<Path> present = Files.walk(files())) {
            return present.filter(Files::isRegularFile)
                    .filter(file -> Copies.isCopy(files().relativize(file).toString()))
                    .filter(file -> !expected.containsKey(file))
                    .toList();
        }
    }

    private Path files() {
        return chart.resolve("files");
    }

    private void put(Path file, String text) {
        expected.put(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
