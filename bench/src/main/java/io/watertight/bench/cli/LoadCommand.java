package io.watertight.bench.cli;

import io.watertight.bench.load.Balancing;
import io.watertight.bench.load.ConnectionOptions;
import io.watertight.bench.load.LoadObserver;
import io.watertight.bench.load.LoadPlan;
import io.watertight.bench.load.LoadResult;
import io.watertight.bench.load.LoadRun;
import io.watertight.bench.load.LoadStream;
import io.watertight.bench.load.Rehearsal;
import io.watertight.bench.load.RequestTemplate;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.scenario.Expectation;
import io.watertight.bench.scenario.PlannedPart;
import io.watertight.bench.scenario.PlannedStage;
import io.watertight.bench.scenario.ScenarioPlan;
import io.watertight.bench.scenario.Unit;
import io.watertight.gateway.lifecycle.Signals;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Open-loop load against any URL. */
@Command(
        name = "load",
        sortOptions = false,
        description = "Sends requests at a given rate, whatever comes back, and says how long they took.",
        footer = {
            "",
            "Latency counts from the instant a request was due. Ctrl-C ends the run and prints what was seen.",
            "Exit codes: 0 every request was answered, none with 5xx; 1 some were not; 2 wrong usage, or nobody listens;",
            "3 the run is not valid, for the reasons it prints."
        })
final class LoadCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "http://HOST:PORT/PATH; several spread the load, and differ in host and port only")
    private List<String> urls = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            converter = RateConverter.class,
            description = "requests per second, or 100-500 to go from one to the other (default: 100)")
    private RateConverter.@Nullable Rate rate;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "how long: 500ms, 30s, 5m, 1h (default: 10s)")
    private @Nullable Duration duration;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "at most, over all URLs (default: ${DEFAULT-VALUE})")
    private int connections = 64;

    @Option(
            names = "--balancing",
            paramLabel = "HOW",
            description = "over several URLs: round_robin, random or per_connection (default: round_robin)")
    private Balancing balancing = Balancing.ROUND_ROBIN;

    @Option(
            names = "--requests-per-connection",
            paramLabel = "N",
            description = "then it is closed; 0 keeps it (default: ${DEFAULT-VALUE})")
    private int requestsPerConnection;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "until a request counts as unanswered (default: 5s)")
    private Duration timeout = Duration.ofSeconds(5);

    @Option(names = "--method", paramLabel = "METHOD", description = "default: ${DEFAULT-VALUE}")
    private String method = "GET";

    @Option(names = "--body", paramLabel = "BYTES", description = "length of each request's body (default: none)")
    private int bodyBytes;

    @Option(
            names = "--subjects",
            paramLabel = "MODE",
            converter = SubjectModeConverter.class,
            description = "on whose behalf: " + SubjectMode.SYNTAX + " (default: rolling)")
    private @Nullable SubjectMode subjects;

    @Option(
            names = "--generator-id",
            paramLabel = "ID",
            description = "part of every subject's name (default: random, so that no two runs share a subject)")
    private @Nullable String generatorId;

    @Option(names = "--seed", paramLabel = "N", description = "of everything that is drawn (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--no-rehearsal",
            description = "do not warm the generator up for two seconds against a server of its own")
    private boolean noRehearsal;

    @Option(names = "--dry-run", description = "print what would be sent when, and send nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "print the result as JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @ArgGroup(
            exclusive = false,
            heading = "%nA load by name; its rate, duration and subjects are what is given above, or its own:%n")
    private @Nullable ScenarioOptions scenario;

    @ArgGroup(exclusive = false, heading = "%nTokens; without a secret no request carries one:%n")
    private @Nullable TokenOptions token;

    @Override
    public Integer call() throws InterruptedException {
        List<Target> targets = urls.stream().map(Target::parse).toList();
        if (targets.stream().map(Target::target).distinct().count() > 1) {
            throw new UsageException("the URLs differ in more than host and port (run one load for each path)");
        }
        LoadPlan plan;
        ConnectionOptions options;
        try {
            ScenarioPlan load = load();
            if (dryRun) {
                load.print(spec.commandLine().getOut());
                return ExitCode.HELD;
            }
            plan = plan(targets, load);
            options = options(targets.size());
        } catch (IllegalArgumentException outOfRange) {
            throw UsageException.because(outOfRange);
        }
        targets.forEach(target -> target.requireListening(options.connectTimeout()));
        return run(plan, options, targets);
    }

    private int run(LoadPlan plan, ConnectionOptions options, List<Target> targets) throws InterruptedException {
        PrintWriter progress = spec.commandLine().getErr();
        rehearse(plan, progress);
        try (LoadRun run = LoadRun.start(
                plan,
                options,
                targets.stream().map(Target::replica).toList(),
                LoadObserver.none(),
                soFar -> LoadText.printProgress(soFar, progress))) {
            Signals.handle(run::stop);
            LoadResult result = run.result();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                LoadJson.print(result, out);
            } else {
                LoadText.print(result, out);
            }
            out.flush();
            return exitCode(result);
        }
    }

    private void rehearse(LoadPlan plan, PrintWriter progress) throws InterruptedException {
        if (!noRehearsal) {
            progress.println("rehearsing for two seconds");
            progress.flush();
            try {
                Rehearsal.of(plan);
            } catch (IOException noServer) {
                throw new UsageException(
                        "the rehearsal cannot listen on 127.0.0.1: " + noServer.getMessage() + " (use --no-rehearsal)");
            }
        }
    }

    private ScenarioPlan load() {
        if (scenario != null) {
            return scenario.plan(rate, duration, subjects);
        }
        RateConverter.Rate given = rate == null ? new RateConverter.Rate(100, 100) : rate;
        PlannedStage stage = new PlannedStage(
                duration == null ? Duration.ofSeconds(10) : duration, given.fromPerSecond(), given.toPerSecond());
        return new ScenarioPlan(
                "load",
                List.of(new PlannedPart(Unit.REQUESTS, List.of(stage))),
                subjects == null ? new SubjectMode.Rolling() : subjects,
                Expectation.DEFAULT);
    }

    private LoadPlan plan(List<Target> targets, ScenarioPlan load) {
        Target first = targets.getFirst();
        String host = targets.size() == 1 ? first.authority() : null;
        RequestTemplate request =
                new RequestTemplate(method, first.target(), bodyBytes, host, token == null ? null : token.template());
        return new LoadPlan(
                List.of(LoadStream.of("r", 1, load.subjects(), request)),
                ScenarioOptions.schedule(load),
                generatorId == null ? randomId() : generatorId,
                seed);
    }

    private ConnectionOptions options(int targets) {
        return ConnectionOptions.roundRobin(Math.ceilDiv(connections, targets))
                .withBalancing(balancing)
                .withMaxRequests(requestsPerConnection)
                .withRequestTimeout(timeout);
    }

    private static int exitCode(LoadResult result) {
        boolean serverErrors = !result.statuses().tailMap(500).isEmpty();
        if (result.failed() > 0 || serverErrors) {
            return ExitCode.VIOLATED;
        }
        return result.validity().isEmpty() ? ExitCode.HELD : ExitCode.INCONCLUSIVE;
    }

    private static String randomId() {
        byte[] id = new byte[4];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
