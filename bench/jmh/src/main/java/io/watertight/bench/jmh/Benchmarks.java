package io.watertight.bench.jmh;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.watertight.bench.compare.MachineLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The command line of the microbenchmarks. */
@Command(
        name = "watertight bench",
        description = "Measures parts of the gateway, each beside others and beside a floor.",
        footer = {"", "Exit codes: 0 done, or every rule held; 1 a rule violated; 2 wrong usage."})
public final class Benchmarks {

    private static final int HELD = 0;
    private static final int VIOLATED = 1;
    private static final int MAX_BUCKETS = 100_000_000;

    /** Found in every name. */
    private static final String ALL = "Benchmark";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    private Benchmarks() {}

    /** Runs one command and exits: 0 done, or every rule held; 1 a rule violated; 2 usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println("error: " + inWords(failure));
                    return CommandLine.ExitCode.USAGE;
                });
    }

    private static @Nullable String inWords(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + " (No such file or directory)";
            case JsonProcessingException wrong -> "not a result file: " + wrong.getOriginalMessage();
            case IOException wrong -> wrong.getMessage();
            case IllegalArgumentException wrong -> wrong.getMessage();
            case RunnerException failed -> String.valueOf(failed.getMessage()).replaceFirst("^ERROR: ", "");
            default -> failure.toString();
        };
    }

    @Command(description = "Measures, and writes a result file of JMH.")
    int run(
            @Parameters(defaultValue = "quick", description = "quick, standard or full (${DEFAULT-VALUE})")
                    Preset preset,
            @Option(names = "--only", defaultValue = ALL, description = "pattern found in the names") String only,
            @Option(names = "--out", defaultValue = "jmh.json", description = "result file (${DEFAULT-VALUE})")
                    Path out,
            @Option(
                            names = "--keep",
                            description = "file for the figures alone, with command, date, machine and versions")
                    @Nullable
                    Path keep)
            throws RunnerException, IOException {
        checkWritable("--out", out);
        if (keep != null) {
            checkWritable("--keep", keep);
        }
        double loadBefore = MachineLoad.average();
        Collection<RunResult> results = new ArrayList<>();
        for (Options options : preset.runs(only)) {
            try {
                results.addAll(new Runner(options).run());
            } catch (NoBenchmarksException e) {
                // the pattern is found in the names of another run
            }
        }
        if (results.isEmpty()) {
            throw new IllegalArgumentException("--only " + only + ": found in the name of no benchmark of this preset");
        }
        ResultFormatFactory.getInstance(ResultFormatType.JSON, out.toString()).writeOut(results);
        System.out.println("written: " + out);
        if (keep != null) {
            String command = "./watertight bench run " + preset.name().toLowerCase(Locale.ROOT)
                    + (only.equals(ALL) ? "" : " --only '" + only + "'") + " --keep " + keep;
            KeptRun.of(command, loadBefore, out).write(keep);
            System.out.println("written: " + keep);
        }
        return HELD;
    }

    /** Before minutes are spent on what cannot be written then. */
    private static void checkWritable(String option, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new IllegalArgumentException(
                    option + ": " + file + ": cannot be written (expected: a file in a folder that is there)");
        }
    }

    @Command(description = "Measures the heap that each limiter takes for a live bucket.")
    int heap(
            @Option(names = "--buckets", defaultValue = "1000000", description = "how many (${DEFAULT-VALUE})")
                    int buckets,
            @Option(names = "--limiters", split = ",", description = "which; all where none is named")
                    List<LimiterKind> limiters) {
        if (buckets < 1 || buckets > MAX_BUCKETS) {
            throw new IllegalArgumentException("--buckets: " + buckets + " (expected: 1.." + MAX_BUCKETS + ")");
        }
        List<LimiterKind> measured = limiters == null ? List.of(LimiterKind.values()) : limiters;
        for (LimiterKind limiter : measured) {
            double bytes = HeapPerBucket.of(limiter, buckets);
            System.out.printf(Locale.ROOT, "%-16s %,12d buckets %8.1f bytes each%n", limiter, buckets, bytes);
        }
        return HELD;
    }

    @Command(description = "Holds a result file to rules about bytes and about ratios within the run.")
    int gate(
            @Parameters(paramLabel = "RESULTS") Path results,
            @Parameters(paramLabel = "RULES", description = "one rule a line; a line with # is a comment") Path rules)
            throws IOException {
        List<Measurement> run = Measurement.read(results);
        List<String> findings = GateRule.read(rules).stream()
                .flatMap(rule -> rule.check(run).stream())
                .toList();
        findings.forEach(System.out::println);
        return findings.stream().anyMatch(finding -> finding.startsWith("FAILED")) ? VIOLATED : HELD;
    }

    @Command(description = "Says what has changed between two result files, and what is within noise.")
    int compare(@Parameters(paramLabel = "BASE") Path base, @Parameters(paramLabel = "HEAD") Path head)
            throws IOException {
        List<String> lines = Comparison.of(Measurement.read(base), Measurement.read(head));
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(base + ", " + head + ": have no measurement in common");
        }
        lines.forEach(System.out::println);
        return HELD;
    }
}
