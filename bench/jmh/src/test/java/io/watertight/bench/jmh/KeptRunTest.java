package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunTest {

    private static final String RESULTS = """
            [ { "benchmark": "io.watertight.bench.jmh.RouteBenchmark.match", "mode": "avgt", "threads": 1,
                "jvm": "/opt/a-path/bin/java", "params": { "routes": "100" },
                "primaryMetric": { "score": 12.5, "scoreError": "NaN", "scoreUnit": "ns/op", "rawData": [ [ 12.4, 12.6 ] ] },
                "secondaryMetrics": { "gc.alloc.rate.norm": { "score": 0.5 } } } ]
            """;

    @TempDir
    private Path directory;

    @Test
    void isReadLikeTheResultsItIsOf() throws IOException {
        Path results = Files.writeString(directory.resolve("jmh.json"), RESULTS);
        Path kept = directory.resolve("kept.json");

        KeptRun.of("./watertight bench run quick", 0.25, results).write(kept);

        assertThat(Measurement.read(kept)).isEqualTo(Measurement.read(results)).hasSize(1);
    }

    @Test
    void namesCommandDateMachineAndVersionsAndNoPath() throws IOException {
        Path results = Files.writeString(directory.resolve("jmh.json"), RESULTS);
        Path kept = directory.resolve("kept.json");

        KeptRun.of("./watertight bench run quick", 0.25, results).write(kept);

        assertThat(Files.readString(kept))
                .contains("./watertight bench run quick", "\"date\"", "\"cpuModel\"", "\"jdk\"", "\"jmh\"", "0.25")
                .doesNotContain("a-path");
    }
}
