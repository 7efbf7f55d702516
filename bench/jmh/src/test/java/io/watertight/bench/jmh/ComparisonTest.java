package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    /** Each time is good to one nanosecond. */
    @ParameterizedTest
    @CsvSource({
        "100, 104, within noise",
        "100, 106, '+6 %'",
        "100, 94, '-6 %'",
        "10, 12, within noise",
        "10, 13, '+30 %'",
    })
    void callsTimesDifferentOnlyBeyondTheirErrorAndFivePercent(double before, double after, String verdict) {
        List<String> lines = Comparison.of(
                List.of(LinesOfResults.of("A.b", before, 0)), List.of(LinesOfResults.of("A.b", after, 0)));

        assertThat(lines).singleElement().asString().startsWith(verdict + " ");
    }

    @Test
    void tellsBytesThatChangedFromThoseThatDidNot() {
        List<Measurement> base = List.of(LinesOfResults.of("A.b", 1, 48.4), LinesOfResults.of("A.c", 1, 48));
        List<Measurement> head = List.of(LinesOfResults.of("A.b", 1, 48), LinesOfResults.of("A.c", 1, 64));

        assertThat(Comparison.of(base, head))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("ns  48 B  A.b[threads=1]"),
                        line -> assertThat(line).endsWith("ns  48 -> 64 B  A.c[threads=1]"));
    }

    @Test
    void leavesOutWhatOnlyOneOfThemHas() {
        assertThat(Comparison.of(
                        List.of(LinesOfResults.of("A.b", 1, 0)),
                        List.of(LinesOfResults.of("A.b", 1, 0, "subjects", "2"))))
                .isEmpty();
    }

    @Test
    void readsWhatJmhHasWritten(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("jmh.json"), """
                [ { "benchmark": "io.watertight.bench.jmh.LimiterBenchmark.decide", "threads": 2, "mode": "avgt",
                    "params": { "subjects": "1000" },
                    "primaryMetric": { "score": 30.5, "scoreError": 1.5, "scoreUnit": "ns/op" },
                    "secondaryMetrics": { "gc.alloc.rate.norm": { "score": 48.01 } } },
                  { "benchmark": "io.watertight.bench.jmh.JwtBenchmark.jjwt", "threads": 1, "mode": "avgt",
                    "primaryMetric": { "score": 4000, "scoreError": "NaN", "scoreUnit": "ns/op" }, "secondaryMetrics": {} } ]
                """);

        List<Measurement> read = Measurement.read(file);

        assertThat(read)
                .containsExactly(
                        new Measurement(
                                "LimiterBenchmark.decide",
                                Map.of("threads", "2", "subjects", "1000"),
                                30.5,
                                1.5,
                                48.01),
                        new Measurement("JwtBenchmark.jjwt", Map.of("threads", "1"), 4000, Double.NaN, Double.NaN));
        assertThat(Comparison.of(read, read).getLast()).startsWith("unknown ").contains("bytes unknown");
    }
}
