package io.watertight.bench.cli;

import io.watertight.bench.cluster.RedisAddress;
import io.watertight.bench.control.Fault;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.proof.LimiterMode;
import io.watertight.bench.proof.OutagePolicy;
import io.watertight.bench.prove.AutoscalePlan;
import io.watertight.bench.prove.ControlSuite;
import io.watertight.bench.prove.EventPlan;
import io.watertight.bench.prove.ProofOutcome;
import io.watertight.bench.prove.ProofPlan;
import io.watertight.bench.prove.ProofReports;
import io.watertight.bench.prove.ProofRun;
import io.watertight.bench.prove.ScenarioLoad;
import io.watertight.bench.prove.SharingPlan;
import io.watertight.bench.report.ReportFile;
import io.watertight.bench.report.VerdictText;
import io.watertight.gateway.config.Limit;
import io.watertight.gateway.lifecycle.Signals;
import io.watertight.ratelimit.Quota;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code prove}: the main job. */
@Command(
        name = "prove",
        description = {
            "Proves, with real processes and real load, that a gateway's buckets never leak and its limits hold.",
            "",
            "Starts an echo upstream and gateways, sends requests on behalf of subjects never seen before, of returning ones and of some that hammer past"
                    + " their limit, reads the gateways' ledgers and live sets, stops the load, watches the drain, and judges the laws.",
            "Exit codes: 0 held, 1 violated, 2 usage or start error, 3 inconclusive."
        },
        sortOptions = false)
final class ProveCommand implements Callable<Integer> {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Option(names = "--quick", description = "A short run with a small quota, about 50 s.")
    private boolean quick;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = LimiterModeConverter.class,
            description =
                    "How the gateways hold a limit together: local, share, redis, lease (default: local, or where the control shows).")
    private @Nullable LimiterMode mode;

    @Mixin
    private AutoscaleOptions autoscaling = new AutoscaleOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(
            names = "--event",
            paramLabel = "E[,E...]",
            description = {
                "What is done to them under load: WHAT@WHEN or WHAT@WHEN/HOWLONG, such as redis-kill@20s,redis-pause@40s/10s,redis-flush@60s.",
                "redis-kill (started again, empty, after 5s or what is said), redis-pause (SIGSTOP, 5s), redis-flush, redis-restart; reload (the"
                        + " configuration), rollout (every gateway is replaced); scale:N; kill (a gateway, started again at once or after a"
                        + " time), lose-node:N (so many at once, others take their places), delete (a gateway leaves, another takes its place)."
            })
    private @Nullable String events;

    @Option(
            names = "--redis",
            paramLabel = "URI",
            description =
                    "The Redis of --mode redis and lease (default: one of its own; the redis-server on the PATH, else one that it brings along).")
    private @Nullable String redis;

    @Option(
            names = "--redis-timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description =
                    "How long gateways wait for Redis (default: 250ms, they share their cores with the whole proof; --autoscale: 1s, each starts with a CPU quota).")
    private @Nullable Duration redisTimeout;

    @Option(
            names = "--on-outage",
            paramLabel = "WHAT",
            converter = OutagePolicyConverter.class,
            description = "What gateways do while Redis is away: share, open, closed (default: share).")
    private OutagePolicy onOutage = OutagePolicy.SHARE;

    @Option(
            names = "--slack",
            paramLabel = "EPS",
            defaultValue = "0.1",
            description = "The part of a burst that leases may add (default: ${DEFAULT-VALUE}).")
    private double slack;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "How long load is offered (default: 120s; quick: 30s).")
    private @Nullable Duration duration;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Requests per second over all replicas (default: 500 each; quick: 300 each, 400 for lease).")
    private @Nullable Double rate;

    @Option(
            names = "--limit",
            paramLabel = "P/T",
            description = "Each subject's rate, such as 100/1m (default: 100/1m; quick: 5/1s; lease: 50/1s).")
    private @Nullable String limit;

    @Option(
            names = "--burst",
            paramLabel = "N",
            description = "Each subject's burst (default: 20; quick: 10; lease: 100).")
    private @Nullable Long burst;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Gateway processes (default: 2; 3 where they hold a limit together).")
    private @Nullable Integer replicas;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "The most connections to one replica (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--subjects",
            paramLabel = "MODE",
            converter = SubjectModeConverter.class,
            description =
                    "On whose behalf most requests are sent: rolling, rolling-with-revisit:P, pool-uniform:N, pool-zipf:N, fixed (default: rolling).")
    private @Nullable SubjectMode subjects;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn (default: a new one, printed).")
    private @Nullable Long seed;

    @Option(
            names = "--control",
            paramLabel = "NAME[,NAME...]",
            description = {
                "Put a gateway with one fault on trial, which must be found guilty. Several are tried one after the other; all tries every one of the mode, and the"
                        + " healthy gateway; then the exit code is 0 if each was found guilty of exactly its law. One that is inconclusive is tried once more.",
                "Names: ${COMPLETION-CANDIDATES}"
            },
            completionCandidates = ControlNames.class)
    private @Nullable String control;

    @ArgGroup(
            exclusive = false,
            heading =
                    "%nOn a cluster, under a load that is sent there; of the above, --duration, --out and --json go with it:%n")
    private @Nullable KubernetesOptions kubernetes;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the report goes (default: results/prove-DATE).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the verdict as JSON, and progress on standard error.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and end")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final AtomicReference<@Nullable ProofRun> running = new AtomicReference<>();
    private volatile boolean interrupted;

    /** What {@code --control} takes. */
    static final class ControlNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        ControlNames() {
            super(Arrays.stream(Fault.values()).map(Fault::text).toList());
            add("all");
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        engine.install(System.err::println);
        if (engine.isInstallation()) {
            return ExitCode.HELD;
        }
        Path directory = out != null ? out : Path.of("results", "prove-" + STAMP.format(Instant.now()));
        if (kubernetes != null) {
            return kubernetes.prove(spec.commandLine(), duration, directory, json);
        }
        List<Fault> faults = faults();
        ProofPlan healthy = plan(directory, Fault.NONE, false);
        Signals.handle(this::onSignal);
        boolean all = "all".equals(control);
        return all || faults.size() > 1
                ? controls(healthy, all, faults)
                : one(faults.isEmpty() ? healthy : plan(directory, faults.getFirst(), true));
    }

    /** The first time the run ends early and is reported as that. Who says so twice does not want to wait for it. */
    private void onSignal() {
        if (interrupted) {
            System.exit(ExitCode.INCONCLUSIVE);
        }
        interrupted = true;
        ProofRun run = running.get();
        if (run != null) {
            run.interrupt();
        }
    }

    private List<Fault> faults() {
        if (control == null) {
            return List.of();
        }
        if (control.equals("all")) {
            return Arrays.stream(Fault.values())
                    .filter(fault -> fault.mode() == (mode == null ? LimiterMode.LOCAL : mode))
                    .toList();
        }
        try {
            return Arrays.stream(control.split(",", -1)).map(this::fault).toList();
        } catch (IllegalArgumentException e) {
            throw usage("--control: " + e.getMessage());
        }
    }

    private Fault fault(String name) {
        Fault fault = Fault.of(name);
        if (mode != null && fault.mode() != mode) {
            throw new IllegalArgumentException(
                    name + " shows in --mode " + fault.mode().text() + " alone");
        }
        return fault;
    }

    private ProofPlan plan(Path directory, Fault fault, boolean isControl) {
        LimiterMode holding = isControl ? fault.mode() : mode == null ? LimiterMode.LOCAL : mode;
        boolean small = quick || engine.isScenario();
        Defaults defaults = isControl ? Defaults.of(fault, small, autoscaling.isAsked()) : Defaults.of(holding, small);
        String rateOfSubjects = limit != null ? limit : defaults.limit();
        try {
            ScenarioLoad scenario = engine.load(rate, duration, subjects);
            if (scenario != null && control != null) {
                throw new IllegalArgumentException("--control: needs the proof's own load (leave out --scenario)");
            }
            AutoscalePlan scaling = autoscaling.plan(quick, scenario == null);
            if (scaling != null && replicas != null) {
                throw new IllegalArgumentException(
                        "--replicas: the autoscaler decides (expected: --min-replicas, --max-replicas)");
            }
            if (scaling != null) {
                defaults = autoscaling.defaults(defaults, scaling, quick, duration);
            }
            Duration load =
                    scenario != null ? scenario.plan().duration() : duration != null ? duration : defaults.duration();
            int gateways = replicas != null ? replicas : defaults.replicas();
            Quota quota = limitOf(rateOfSubjects).withBurst(burst != null ? burst : defaults.burst());
            return new ProofPlan(
                    highestRate(scenario, scaling, defaults.ratePerReplica() * gateways),
                    ProofPlan.warmUpOf(load),
                    load,
                    gateways,
                    connections,
                    new SharingPlan(holding, onOutage, slack, SharingPlan.PERIOD, storeTimeout(), redisUri(holding)),
                    scaling,
                    plannedEvents(holding, events != null ? events : defaults.events()),
                    quota,
                    rateOfSubjects,
                    subjects != null ? subjects : new SubjectMode.Rolling(),
                    scenario,
                    defaults.hammers(),
                    seed != null ? seed : System.nanoTime() & 0xffffffffL,
                    fault,
                    isControl,
                    directory);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        } catch (IOException e) {
            throw UsageException.because(e);
        }
    }

    private Duration storeTimeout() {
        if (redisTimeout != null) {
            return redisTimeout;
        }
        return autoscaling.isAsked() ? SharingPlan.THROTTLED_STORE_TIMEOUT : SharingPlan.STORE_TIMEOUT;
    }

    private double highestRate(@Nullable ScenarioLoad scenario, @Nullable AutoscalePlan scaling, double usual) {
        if (scenario != null) {
            return scenario.peakPerSecond();
        }
        if (rate != null) {
            return rate;
        }
        return scaling != null ? autoscaling.rate(scaling, quick) : usual;
    }

    private @Nullable String redisUri(LimiterMode holding) {
        if (redis == null) {
            return null;
        }
        if (!holding.usesStore()) {
            throw new IllegalArgumentException(
                    "--redis: --mode " + holding.text() + " uses none (expected: redis or lease)");
        }
        try {
            RedisAddress.parse(redis);
            return redis;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--redis: " + e.getMessage(), e);
        }
    }

    private List<EventPlan> plannedEvents(LimiterMode holding, String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<EventPlan> planned = EventPlan.parseAll(text);
            for (EventPlan event : planned) {
                if (event.kind().concernsStore() && (!holding.usesStore() || redis != null)) {
                    throw new IllegalArgumentException(
                            event.text()
                                    + " (expected: --mode redis or lease, and no --redis: only a server of its own is disturbed)");
                }
            }
            return planned;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--event: " + e.getMessage(), e);
        }
    }

    private static Limit limitOf(String text) {
        try {
            return Limit.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--limit: " + text + " (expected: " + e.getMessage() + ")", e);
        }
    }

    private ParameterException usage(@Nullable String message) {
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    private ProofOutcome run(ProofPlan plan, PrintStream log) throws IOException, InterruptedException {
        ProgressPrinter progress = new ProgressPrinter(log, Terminal.isInteractive());
        ProofRun run = new ProofRun(plan, progress);
        running.set(run);
        if (interrupted) {
            run.interrupt();
        }
        try {
            return run.run();
        } catch (IOException e) {
            throw UsageException.because(e);
        } finally {
            running.set(null);
            progress.finishLine();
        }
    }

    private int one(ProofPlan plan) throws IOException, InterruptedException {
        PrintStream log = json ? System.err : System.out;
        log.println("Putting " + (plan.control() ? "a control (" + plan.fault().description() + ")" : "the gateway")
                + " on trial, seed " + plan.seed());
        ProofOutcome outcome = run(plan, log);
        ProofReports.Written written = ProofReports.write(outcome, commandLine());
        if (json) {
            System.out.print(ReportFile.toJson(written.report()));
        } else {
            System.out.println();
            System.out.print(VerdictText.forOutput(Terminal.isInteractive(), System.getenv())
                    .render(written.report()));
            System.out.println("report: " + written.page());
        }
        return outcome.verdict().exitCode();
    }

    private int controls(ProofPlan healthy, boolean withHealthy, List<Fault> faults)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        int worst = withHealthy ? control(healthy, lines) : 0;
        for (Fault fault : faults) {
            if (!interrupted) {
                worst = worstOf(worst, control(plan(healthy.directory().resolve(fault.text()), fault, true), lines));
            }
        }
        System.out.println();
        lines.forEach(System.out::println);
        return interrupted ? 3 : worst;
    }

    private static int worstOf(int one, int other) {
        return one == 1 || other == 1 ? 1 : Math.max(one, other);
    }

    private int control(ProofPlan plan, List<String> lines) throws IOException, InterruptedException {
        String name = plan.control() ? plan.fault().text() : "healthy gateway";
        System.out.println(name + ": " + (plan.control() ? plan.fault().description() : "the shipped one"));
        ProofOutcome outcome = trial(plan);
        ControlSuite.Result result = ControlSuite.judge(plan.fault(), outcome);
        if (result == ControlSuite.Result.INCONCLUSIVE && !interrupted) {
            System.out.println(
                    "  inconclusive, so once more: " + outcome.verdict().objections());
            outcome = trial(plan);
            result = ControlSuite.judge(plan.fault(), outcome);
        }
        String line = String.format(
                "%-20s %-13s expected %-22s found %s%s",
                name,
                result.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                plan.fault().laws(),
                ControlSuite.violated(outcome),
                outcome.verdict().objections().isEmpty()
                        ? ""
                        : " " + outcome.verdict().objections());
        System.out.println("  " + line);
        lines.add(line);
        return switch (result) {
            case AS_EXPECTED -> 0;
            case WRONG -> 1;
            case INCONCLUSIVE -> 3;
        };
    }

    private ProofOutcome trial(ProofPlan plan) throws IOException, InterruptedException {
        ProofOutcome outcome = run(plan, System.out);
        ProofReports.write(outcome, commandLine());
        return outcome;
    }

    private String commandLine() {
        return "./watertight "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
