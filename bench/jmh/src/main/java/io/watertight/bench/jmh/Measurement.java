package io.watertight.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a result file.
 *
 * @param benchmark class and method
 * @param parameters by name; the number of threads is one, {@code threads}
 * @param nanos per operation
 * @param errorNanos half of the 99.9 % confidence interval; not a number where there were too few iterations
 * @param bytes allocated per operation; not a number where that was not measured
 */
record Measurement(String benchmark, Map<String, String> parameters, double nanos, double errorNanos, double bytes) {

    /** What all numbers here are: of a throughput more would be better, and of a time in other units it would look small. */
    private static final String AVERAGE_TIME = "avgt in ns/op";

    Measurement {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Reads a result file that JMH has written, or a {@link KeptRun}. */
    static List<Measurement> read(Path file) throws IOException {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        List<Measurement> all = root.isArray() ? ofResults(root) : ofKept(root.path("measurements"));
        if (all.isEmpty() || all.stream().anyMatch(one -> one.benchmark.isEmpty())) {
            throw new IllegalArgumentException(
                    file + ": not a result file (expected: what run wrote to --out or --keep)");
        }
        return all;
    }

    private static List<Measurement> ofKept(JsonNode measurements) {
        List<Measurement> all = new ArrayList<>();
        for (JsonNode one : measurements) {
            all.add(new Measurement(
                    one.path("benchmark").asText(),
                    texts(one.path("parameters")),
                    one.path("nanos").asDouble(Double.NaN),
                    one.path("errorNanos").asDouble(Double.NaN),
                    one.path("bytes").asDouble(Double.NaN)));
        }
        return all;
    }

    private static List<Measurement> ofResults(JsonNode runs) {
        List<Measurement> all = new ArrayList<>();
        for (JsonNode run : runs) {
            String name = run.path("benchmark").asText();
            Map<String, String> parameters = texts(run.path("params"));
            parameters.put("threads", run.path("threads").asText());
            JsonNode score = run.path("primaryMetric");
            String measured =
                    run.path("mode").asText() + " in " + score.path("scoreUnit").asText();
            if (!measured.equals(AVERAGE_TIME)) {
                throw new IllegalArgumentException(name + ": " + measured + " (expected: " + AVERAGE_TIME + ")");
            }
            all.add(new Measurement(
                    name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                    parameters,
                    score.path("score").asDouble(Double.NaN),
                    score.path("scoreError").asDouble(Double.NaN),
                    run.path("secondaryMetrics")
                            .path("gc.alloc.rate.norm")
                            .path("score")
                            .asDouble(Double.NaN)));
        }
        return all;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Returns the name by which the same measurement is found in another file, such as {@code A.b[subjects=1,threads=1]}. */
    String key() {
        StringBuilder key = new StringBuilder(benchmark).append('[');
        parameters.forEach(
                (name, value) -> key.append(name).append('=').append(value).append(','));
        key.setCharAt(key.length() - 1, ']');
        return key.toString();
    }
}
