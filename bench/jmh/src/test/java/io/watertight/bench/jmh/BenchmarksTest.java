package io.watertight.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchmarksTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Benchmarks.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void eachCommandShowsHowItIsUsed() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("watertight bench", "run", "heap", "gate", "compare", "Exit codes");
        assertThat(run("run", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: watertight bench run", "--only");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aPatternThatIsFoundInNoNameIsAnErrorAndNothingIsWritten() {
        Path results = directory.resolve("jmh.json");

        assertThat(run("run", "quick", "--only", "NoSuchBenchmark", "--out", results.toString()))
                .isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("error: --only NoSuchBenchmark: found in the name of no benchmark of this preset"
                        + System.lineSeparator());
        assertThat(results).doesNotExist();
    }

    @Test
    void besideAnotherRunItSaysSoAndMeasuresNothing() throws IOException {
        Path results = directory.resolve("jmh.json");
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");

        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.tryLock(); // null where another run has it already, which is as good

            assertThat(run("run", "quick", "--only", "bareMac", "--out", results.toString()))
                    .isEqualTo(2);
        }

        assertThat(err.toString())
                .startsWith("error: Another JMH instance might be running")
                .doesNotContain("Exception");
        assertThat(results).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out", "--keep"})
    void whereNothingCanBeWrittenNothingIsMeasured(String option) {
        Path file = directory.resolve("missing/jmh.json");

        assertThat(run("run", "quick", "--only", "NoSuchBenchmark", option, file.toString()))
                .isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("error: " + option + ": " + file
                        + ": cannot be written (expected: a file in a folder that is there)" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "100000001"})
    void aNumberOfBucketsThatCannotBeMeasuredIsRefused(String buckets) {
        assertThat(run("heap", "--buckets", buckets, "--limiters", "empty")).isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("error: --buckets: " + buckets + " (expected: 1..100000000)" + System.lineSeparator());
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path missing = directory.resolve("missing.json");
        Path text = Files.writeString(directory.resolve("text.json"), "no JSON");
        Path rules = Files.writeString(directory.resolve("rules"), "bytes A <= 1\n");

        assertThat(run("gate", missing.toString(), rules.toString())).isEqualTo(2);
        assertThat(run("gate", text.toString(), rules.toString())).isEqualTo(2);
        assertThat(run("compare", text.toString(), missing.toString())).isEqualTo(2);

        assertThat(err.toString().lines().toList())
                .hasSize(3)
                .satisfies(
                        line -> assertThat(line).isEqualTo("error: " + missing + " (No such file or directory)"),
                        atIndex(0))
                .satisfies(line -> assertThat(line).startsWith("error: not a result file: "), atIndex(1))
                .satisfies(line -> assertThat(line).startsWith("error: not a result file: "), atIndex(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[{\"benchmark\": \"A.b\", \"mode\": \"thrpt\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"ops/s\"}}]",
                "[{\"benchmark\": \"A.b\", \"mode\": \"avgt\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"ms/op\"}}]",
                "[{\"title\": \"something else\"}]",
                "{\"measurements\": [{\"title\": \"something else\"}]}"
            })
    void resultsOfSomethingElseAreNeitherGoodNorBad(String text) throws IOException {
        String results =
                Files.writeString(directory.resolve("results.json"), text).toString();
        Path rules = Files.writeString(directory.resolve("rules"), "bytes A.b <= 1\n");

        assertThat(run("gate", results, rules.toString())).isEqualTo(2);
        assertThat(run("compare", results, results)).isEqualTo(2);

        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.contains(" (expected: "));
    }

    @Test
    void rulesWithoutARuleHoldNobody() throws IOException {
        Path rules = Files.writeString(directory.resolve("rules"), "# none\n\n");

        assertThat(run("gate", kept("A.b").toString(), rules.toString())).isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("error: " + rules + ": no rule (expected: one or more, each on a line)"
                        + System.lineSeparator());
    }

    @Test
    void runsWithNothingInCommonAreNotCompared() throws IOException {
        Path base = kept("A.b");
        Path head = kept("A.c");

        assertThat(run("compare", base.toString(), base.toString())).isZero();
        assertThat(run("compare", base.toString(), head.toString())).isEqualTo(2);

        assertThat(err.toString())
                .isEqualTo("error: " + base + ", " + head + ": have no measurement in common" + System.lineSeparator());
    }

    private Path kept(String benchmark) throws IOException {
        return Files.writeString(
                directory.resolve(benchmark + ".json"),
                "{\"measurements\": [{\"benchmark\": \"" + benchmark
                        + "\", \"parameters\": {\"threads\": \"1\"}, \"nanos\": 1}]}");
    }
}
