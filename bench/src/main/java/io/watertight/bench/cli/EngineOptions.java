package io.watertight.bench.cli;

import io.watertight.bench.k6.K6Binary;
import io.watertight.bench.k6.K6Installer;
import io.watertight.bench.load.SubjectMode;
import io.watertight.bench.prove.ScenarioLoad;
import io.watertight.bench.scenario.Knobs;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that put a scenario of the registry in place of the proof's own load, and say who sends it. */
final class EngineOptions {

    /** Who sends. */
    enum Engine {
        BUILT_IN,
        K6
    }

    @Option(
            names = "--engine",
            paramLabel = "WHO",
            converter = EngineConverter.class,
            description = "Who sends: built-in, k6 (k6 needs --scenario; default: built-in).")
    private Engine engine = Engine.BUILT_IN;

    @Option(
            names = "--install-tools",
            description = "Build what --engine k6 needs, with Go, into the user's cache; without it do nothing else.")
    private boolean installTools;

    @ArgGroup(
            exclusive = false,
            heading =
                    "%nA load of the registry instead of the proof's own; --rate, --duration and --subjects are then its:%n")
    private @Nullable ScenarioOptions scenario;

    /** Whether a scenario takes the place of the proof's own load. */
    boolean isScenario() {
        return scenario != null;
    }

    /** Whether tools are to be installed, and nothing else. */
    boolean isInstallation() {
        return installTools && engine == Engine.BUILT_IN;
    }

    /**
     * Installs what is needed, if that is asked for.
     *
     * @throws UsageException if it cannot be done, saying why
     */
    void install(Consumer<String> progress) throws InterruptedException {
        if (installTools) {
            try {
                K6Installer.install(System.getenv(), progress);
            } catch (IOException e) {
                throw UsageException.because(e);
            }
        }
    }

    /**
     * The load; null for the proof's own. What is null is as the scenario has it.
     *
     * @throws UsageException if there is no such scenario, or nobody who could send it
     */
    @Nullable
    ScenarioLoad load(@Nullable Double rate, @Nullable Duration duration, @Nullable SubjectMode subjects) {
        if (scenario == null) {
            if (engine == Engine.K6) {
                throw new UsageException("--engine k6: needs a scenario (such as --scenario rolling-sub)");
            }
            return null;
        }
        Knobs knobs = scenario.knobs(rate, duration, subjects);
        return new ScenarioLoad(scenario.scenario(), knobs, engine == Engine.K6 ? k6() : null);
    }

    private static K6Binary k6() {
        try {
            return K6Binary.find(System.getenv());
        } catch (IOException e) {
            throw UsageException.because(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while looking for k6");
        }
    }
}
