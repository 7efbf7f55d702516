package io.watertight.bench.compare;

import io.watertight.bench.cluster.AtExit;
import io.watertight.bench.cluster.Machine;
import io.watertight.bench.compare.Comparison.LatencyRound;
import io.watertight.bench.compare.Comparison.LoadRound;
import io.watertight.bench.compare.Comparison.MemoryWatch;
import io.watertight.bench.compare.Comparison.PeerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One comparison from the first process to the last. {@link #run} is called once. Whatever it has started has ended when that
 * returns or throws.
 */
public final class CompareRun {
    private static final List<Double> DERIVED_RATES = List.of(0.1, 0.5);

    private final ComparisonPlan plan;
    private final List<Contestant> contestants;
    private final Consumer<String> progress;
    private final Map<String, String> absent = new LinkedHashMap<>();
    private final List<Runner> runners = new ArrayList<>();
    private final List<String> objections = new ArrayList<>();
    private final List<LoadRound> cpu = new ArrayList<>();
    private final List<LoadRound> saturation = new ArrayList<>();
    private final List<LatencyRound> latency = new ArrayList<>();
    private final List<MemoryWatch> memory = new ArrayList<>();

    /**
     * @param contestants those to be compared
     * @param progress told what is being done, in a few words
     */
    public CompareRun(ComparisonPlan plan, List<Contestant> contestants, Consumer<String> progress) {
        this.plan = plan;
        this.contestants = List.copyOf(contestants);
        this.progress = progress;
    }

    /**
     * Compares. A contestant that cannot run is told of in the result, and the others are compared without it.
     *
     * @param commandLine what was typed
     * @throws IOException if nothing can be measured: no upstream, no client, a directory that cannot be written
     */
    public Comparison run(String commandLine) throws IOException, InterruptedException {
        Path work = Files.createDirectories(plan.directory().resolve("work")).toAbsolutePath();
        try (var _ = AtExit.run("work files", () -> WorkFiles.tryDelete(work))) {
            return run(commandLine, work);
        } finally {
            WorkFiles.delete(work);
        }
    }

    private Comparison run(String commandLine, Path work) throws IOException, InterruptedException {
        MachineLoad.objection().ifPresent(objections::add);
        List<Contestant> present = present();
        boolean withRedis =
                present.stream().anyMatch(contestant -> contestant.variant().redis());
        Machine machine = Machine.current(); // before this process is moved to one processor
        try (Bench bench = Bench.start(plan, work, withRedis)) {
            try {
                measure(bench, present);
                return result(bench, machine, commandLine);
            } finally {
                for (Runner runner : runners) {
                    runner.peer().close();
                }
                bench.processors().release();
            }
        }
    }

    private List<Contestant> present() throws InterruptedException {
        List<Contestant> present = new ArrayList<>();
        for (Contestant contestant : contestants) {
            contestant.missing().ifPresent(reason -> absent.put(contestant.name(), reason));
            if (!absent.containsKey(contestant.name())) {
                try {
                    Build.ifNeeded(contestant, progress);
                    present.add(contestant);
                } catch (IOException e) {
                    absent.put(contestant.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        return present;
    }

    private void measure(Bench bench, List<Contestant> present) throws IOException, InterruptedException {
        LatencyTrial latencies = new LatencyTrial(bench);
        progress.accept("rehearsing the generator against a server of its own");
        latencies.rehearse();
        List<MemoryTrial> trials = new ArrayList<>();
        try {
            List<Future<MemoryWatch>> watches = watchMemory(bench, present, trials);
            startAll(bench, present);
            warmUp(bench);
            if (!watches.isEmpty()) {
                progress.accept("waiting until memory is given back, at most "
                        + plan.giveBack().toSeconds() + " s after the load");
            }
            for (Future<MemoryWatch> watch : watches) {
                collect(watch);
            }
        } finally {
            for (MemoryTrial trial : trials) {
                trial.close();
            }
        }
        rounds(bench);
        for (int rate : rates()) {
            for (int round = 0; round < plan.rounds(); round++) {
                progress.accept("latency at " + rate + "/s, round " + (round + 1) + " of " + plan.rounds());
                int number = round;
                forEach(Rung.LIMIT, number, runner -> latency.add(latencies.round(runner, rate, number)));
            }
        }
    }

    private List<Future<MemoryWatch>> watchMemory(Bench bench, List<Contestant> present, List<MemoryTrial> trials)
            throws InterruptedException {
        List<Future<MemoryWatch>> watches = new ArrayList<>();
        if (plan.memory().isZero()) {
            return watches;
        }
        for (Contestant contestant : present) {
            if (contestant.gateway().unavailable().containsKey(Entrance.STRICT.key())) {
                continue;
            }
            progress.accept("memory of " + contestant.title() + ": new subjects at " + plan.memoryRate() + "/s for "
                    + plan.memory().toSeconds() + " s");
            try {
                MemoryTrial trial = MemoryTrial.start(bench, contestant);
                trials.add(trial);
                trial.load();
                trial.objection().ifPresent(objections::add);
                watches.add(trial.giveBack());
            } catch (IOException e) {
                absent.put(contestant.name(), String.valueOf(e.getMessage()));
            }
        }
        return watches;
    }

    private void collect(Future<MemoryWatch> watch) throws InterruptedException {
        try {
            memory.add(watch.get());
        } catch (ExecutionException e) {
            objections.add("memory could not be watched to the end: " + e.getCause());
        }
    }

    private void startAll(Bench bench, List<Contestant> present) throws InterruptedException {
        for (Contestant contestant : present) {
            if (absent.containsKey(contestant.name())) {
                continue;
            }
            progress.accept("starting " + contestant.title() + ", " + plan.starts() + " times, then the pre-flight");
            try {
                List<Double> startMillis = new ArrayList<>();
                for (int i = 1; i < plan.starts(); i++) {
                    try (Peer peer = bench.startPeer(contestant, "start" + i)) {
                        startMillis.add(peer.startTime().toNanos() / 1e6);
                    }
                }
                Peer peer = bench.startPeer(contestant, "main");
                startMillis.add(peer.startTime().toNanos() / 1e6);
                runners.add(new Runner(
                        peer, peer.preflight(bench.tokens(), plan.windowSeconds()), List.copyOf(startMillis)));
            } catch (IOException e) {
                absent.put(contestant.name(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void warmUp(Bench bench) throws IOException, InterruptedException {
        SaturationTrial trial = new SaturationTrial(bench, Layout.APART);
        List<Rung> rungs = List.of(Rung.PLAIN, Rung.JWT, Rung.LIMIT);
        for (Runner runner : runners) {
            if (hasEnded(runner)) {
                continue;
            }
            double seconds = runner.peer().contestant().gateway().warmUpSeconds() * plan.warmUp();
            progress.accept("warming up " + runner.peer().contestant().title() + " for " + Math.round(seconds) + " s");
            List<Rung> fit = rungs.stream().filter(runner::isFit).toList();
            for (Rung rung : fit) {
                trial.warmUp(runner, rung, Duration.ofMillis(Math.round(seconds * 1e3 / fit.size())));
            }
        }
    }

    private void rounds(Bench bench) throws IOException, InterruptedException {
        SaturationTrial together = new SaturationTrial(bench, Layout.TOGETHER);
        SaturationTrial apart = new SaturationTrial(bench, Layout.APART);
        for (int round = 0; round < plan.rounds(); round++) {
            for (int connections : plan.connections()) {
                progress.accept("CPU for a request at " + connections + " connections, round " + (round + 1) + " of "
                        + plan.rounds());
                for (Rung rung : new TreeSet<>(plan.rungs())) {
                    if (rung == Rung.DIRECT && connections == plan.mainConnections()) {
                        cpu.add(together.direct(connections, round));
                    } else if (connections == plan.mainConnections() || rung == Rung.PLAIN || rung == Rung.LIMIT) {
                        int number = round;
                        forEach(rung, number, runner -> cpu.add(together.round(runner, rung, connections, number)));
                    }
                }
            }
        }
        if (plan.rungs().contains(Rung.LIMIT)) {
            for (int round = 0; round < plan.rounds(); round++) {
                progress.accept("saturation, round " + (round + 1) + " of " + plan.rounds());
                int number = round;
                forEach(
                        Rung.LIMIT,
                        number,
                        runner -> saturation.add(apart.round(runner, Rung.LIMIT, plan.mainConnections(), number)));
            }
        }
    }

    /** Measures one runner. */
    @FunctionalInterface
    private interface Step {
        void measure(Runner runner) throws IOException, InterruptedException;
    }

    /** Measures every runner that is fit for the rung. Those that end by themselves are left out from then on, and the others go on. */
    private void forEach(Rung rung, int round, Step step) throws IOException, InterruptedException {
        for (Runner runner : Rounds.inOrder(round, runners)) {
            if (!runner.isFit(rung) || hasEnded(runner)) {
                continue;
            }
            try {
                step.measure(runner);
            } catch (IOException e) {
                if (!hasEnded(runner)) {
                    throw e;
                }
            }
        }
    }

    private boolean hasEnded(Runner runner) {
        Peer peer = runner.peer();
        if (peer.isAlive()) {
            return false;
        }
        String reason = "it ended while it was measured; its output is in " + peer.output();
        if (absent.putIfAbsent(peer.name(), reason) == null) {
            objections.add(peer.contestant().title() + " ended while it was measured.");
            progress.accept(peer.contestant().title() + " ended while it was measured; the others go on");
        }
        return true;
    }

    /** Those of the plan; else shares of what the reference can do, or whoever is there in its place. */
    private List<Integer> rates() {
        if (!plan.rates().isEmpty() || saturation.isEmpty() || plan.latency().isZero()) {
            return plan.latency().isZero() ? List.of() : plan.rates();
        }
        String whose = saturation.stream().anyMatch(round -> round.peer().equals(plan.reference()))
                ? plan.reference()
                : saturation.getFirst().peer();
        double most = Spread.of(saturation.stream()
                        .filter(round -> round.peer().equals(whose))
                        .mapToDouble(LoadRound::requestsPerSecond)
                        .toArray())
                .median();
        return DERIVED_RATES.stream()
                .map(share -> (int) Math.max(100, Math.round(most * share / 100) * 100))
                .distinct()
                .toList();
    }

    private Comparison result(Bench bench, Machine machine, String commandLine)
            throws IOException, InterruptedException {
        List<PeerFacts> facts = new ArrayList<>();
        for (Contestant contestant : contestants) {
            facts.add(ContestantFacts.of(
                    contestant,
                    absent.getOrDefault(contestant.name(), ""),
                    runners.stream()
                            .filter(runner -> runner.peer().name().equals(contestant.name()))
                            .findFirst()));
        }
        objections.addAll(Objections.of(cpu, saturation, latency));
        return new Comparison(
                Comparison.SCHEMA_VERSION,
                OffsetDateTime.now(ZoneOffset.UTC).withNano(0).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
                commandLine,
                Method.sentences(plan, bench),
                objections,
                machine,
                runners.stream()
                                .map(runner -> runner.peer().name())
                                .anyMatch(name -> name.equals(plan.reference()) && !absent.containsKey(name))
                        ? plan.reference()
                        : "",
                facts,
                cpu,
                saturation,
                latency,
                memory);
    }
}
