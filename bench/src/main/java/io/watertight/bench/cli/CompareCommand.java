package io.watertight.bench.cli;

import io.watertight.bench.compare.Catalogue;
import io.watertight.bench.compare.CompareRun;
import io.watertight.bench.compare.Comparison;
import io.watertight.bench.compare.ComparisonFile;
import io.watertight.bench.compare.ComparisonPlan;
import io.watertight.bench.compare.Contestant;
import io.watertight.bench.compare.Presets;
import io.watertight.bench.compare.Rung;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code compare}: the same work through several gateways. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Runs the same work through several gateways, side by side, and says what it cost each of them.",
            "",
            "Starts every gateway of bench/gateways that is installed, proves that each enforces the same policy, and measures in interleaved rounds:"
                    + " CPU for a request, saturation, latency at fixed rates, memory and when it is given back, start."
        },
        footer = {
            "",
            "Exit codes: 0 compared; 1 ours does not enforce the policy; 2 wrong usage, or nothing can be started;",
            "3 fewer than two gateways ran, or the machine was too slow to tell whether ours enforces the policy."
        })
final class CompareCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup
    private @Nullable Preset preset;

    @Option(
            names = "--gateways",
            paramLabel = "NAME",
            split = ",",
            description = "Only these (default: all; with --quick and --smoke one of each folder; see --list).")
    private List<String> gateways = List.of();

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "Whose figures the others are divided by (default: ${DEFAULT-VALUE}).")
    private String reference = "haproxy";

    @Option(
            names = "--rungs",
            paramLabel = "RUNG",
            split = ",",
            description = "Of direct, plain, jwt, limit, rolling (default: all).")
    private List<String> rungs = List.of();

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description =
                    "CPU for a request at each of these, everything else at 64 if it is among them, or the first (default: 64,1,8,512; quick: 64).")
    private List<Integer> connections = List.of();

    @Option(
            names = "--rates",
            paramLabel = "N",
            split = ",",
            description =
                    "Requests per second at which latency is measured (default: a tenth and a half of what the reference can).")
    private List<Integer> rates = List.of();

    @Option(names = "--rounds", paramLabel = "N", description = "How often each is measured.")
    private @Nullable Integer rounds;

    @Option(names = "--no-wrk", description = "Use the built-in generator where wrk would be used.")
    private boolean noWrk;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where gateways are described (default: bench/gateways).")
    private @Nullable Path folder;

    @Option(names = "--out", paramLabel = "DIR", description = "Where results go (default: results/compare-DATE).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the comparison as JSON, and progress on standard error.")
    private boolean json;

    @Option(names = "--list", description = "Say which gateways there are and which can run here, and end.")
    private boolean list;

    @Option(
            names = "--from",
            paramLabel = "COMPARISON.json",
            description = "Show a comparison again, and make its page and its Markdown again.")
    private @Nullable Path from;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    /** How long it may take. */
    static final class Preset {
        @Option(names = "--quick", required = true, description = "Three short rounds, in under ten minutes.")
        private boolean quick;

        @Option(
                names = "--smoke",
                required = true,
                description = "One round of a second and no waiting: shows that it works, not how fast anything is.")
        private boolean smoke;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (from != null) {
                return show(read(from), out != null ? out : directoryOf(from));
            }
            Path described = folder != null ? folder : Catalogue.projectFolder();
            List<Contestant> all = Catalogue.read(described);
            if (all.isEmpty()) {
                throw new UsageException(
                        described + ": no gateway is described there (expected: folders with a gateway.yaml each)");
            }
            return list ? list(all) : compare(all);
        } catch (IOException e) {
            throw UsageException.because(e);
        }
    }

    private static Comparison read(Path file) {
        try {
            return ComparisonFile.read(file);
        } catch (IOException e) {
            throw UsageException.unreadable(file, e);
        }
    }

    private int compare(List<Contestant> all) throws IOException, InterruptedException {
        Path directory = out != null ? out : Path.of("results", "compare-" + STAMP.format(Instant.now()));
        ComparisonPlan plan;
        try {
            plan = Presets.of(presetName(), directory)
                    .with(reference, rungs.stream().map(Rung::of).toList(), connections, rates, rounds, !noWrk);
        } catch (IllegalArgumentException outOfRange) {
            throw UsageException.because(outOfRange);
        }
        PrintWriter progress =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        List<Contestant> chosen = chosen(all);
        checkReference(chosen);
        CompareRun run = new CompareRun(plan, chosen, what -> {
            progress.println("  " + what);
            progress.flush();
        });
        return show(run.run(commandLine()), directory);
    }

    private int show(Comparison comparison, Path directory) throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        Path page = ComparisonFile.write(comparison, directory);
        if (json) {
            terminal.print(ComparisonFile.toJson(comparison));
        } else {
            terminal.println();
            terminal.print(ComparisonFile.toText(comparison));
            terminal.println("report: " + page);
        }
        terminal.flush();
        return exitCode(comparison);
    }

    private static int exitCode(Comparison comparison) {
        Set<Comparison.Check.Result> ours = comparison.peers().stream()
                .filter(peer -> peer.name().startsWith("watertight"))
                .flatMap(peer -> peer.checks().stream())
                .map(Comparison.Check::result)
                .collect(Collectors.toSet());
        if (ours.contains(Comparison.Check.Result.FAILED)) {
            return ExitCode.VIOLATED;
        }
        long ran = comparison.peers().stream()
                .filter(peer -> peer.absent().isEmpty())
                .count();
        return ran >= 2 && !ours.contains(Comparison.Check.Result.UNDECIDED) ? ExitCode.HELD : ExitCode.INCONCLUSIVE;
    }

    private int list(List<Contestant> all) {
        PrintWriter terminal = spec.commandLine().getOut();
        for (Contestant contestant : all) {
            terminal.printf(
                    "%-28s %-40s %s%n",
                    contestant.name(),
                    contestant.title(),
                    contestant
                                    .missing()
                                    .map(reason -> "cannot run here: " + reason)
                                    .orElse("can run here")
                            + (contestant.gateway().untried().isEmpty()
                                    ? ""
                                    : "; untried: " + contestant.gateway().untried()));
        }
        terminal.flush();
        return ExitCode.HELD;
    }

    private List<Contestant> chosen(List<Contestant> all) {
        if (gateways.isEmpty()) {
            return preset == null ? all : Presets.oneOfEachFolder(all, preset.smoke);
        }
        List<Contestant> chosen = new ArrayList<>();
        for (String name : gateways) {
            chosen.add(all.stream()
                    .filter(contestant -> contestant.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("gateway: " + name + " (expected: of "
                            + all.stream().map(Contestant::name).toList() + ")")));
        }
        return chosen;
    }

    /** One that was asked for by name has to be among them; where the usual one is not, nothing is divided. */
    private void checkReference(List<Contestant> chosen) {
        List<String> names = chosen.stream().map(Contestant::name).toList();
        if (spec.commandLine().getParseResult().hasMatchedOption("--reference") && !names.contains(reference)) {
            throw new UsageException("--reference: " + reference + " (expected: of those compared, " + names + ")");
        }
    }

    private String presetName() {
        if (preset == null) {
            return Presets.STANDARD;
        }
        return preset.quick ? Presets.QUICK : Presets.SMOKE;
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent != null ? parent : Path.of(".");
    }

    private String commandLine() {
        return "./watertight "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
