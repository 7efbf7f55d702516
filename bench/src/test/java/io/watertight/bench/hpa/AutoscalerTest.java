package io.watertight.bench.hpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from the autoscaler's rules, on a clock of the test's own. */
class AutoscalerTest {
    private static final MetricTarget CPU_60 = new MetricTarget.CpuUtilization(60);
    private static final Duration WINDOW = Duration.ofSeconds(15);
    private static final long SEED = Long.getLong("watertight.seed", System.nanoTime());

    private long now = Duration.ofHours(1).toNanos();

    @ParameterizedTest(name = "{0} m of 1000 m, target 60 %: {1}")
    @CsvSource({"660, 10", "669, 10", "670, 12", "540, 10", "539, 9"})
    void theToleranceIncludesItsEndsAndUtilizationIsRoundedDown(long usedMilli, int desired) {
        Decision decision = autoscaler(1, 20, behavior(0, 0)).reconcile(10, served(10), cpu(10, usedMilli));

        assertThat(decision.desired()).isEqualTo(desired);
    }

    @Test
    void utilizationIsARatioOfSumsNotAnAverageOfRatios() {
        List<Pod> pods = List.of(pod("large", 3000, true, hourAgo()), pod("small", 100, true, hourAgo()));
        Map<String, Sample> samples = Map.of("large", sample(1800), "small", sample(100));

        Decision decision = autoscaler(1, 20, behavior(0, 0)).reconcile(2, pods, Map.of(CPU_60, samples));

        // 1900 of 3100, 61 %; the average of 60 % and 100 % would be 80 %
        assertThat(decision.proposals()).containsExactly(new Proposal.Replicas(2, 61, 950));
    }

    @Test
    void warmUpIsDiscountedUntilOneWindowAfterReady() {
        Autoscaler autoscaler = autoscaler(1, 20, behavior(0, 0));
        long started = now;
        long ready = now + Duration.ofSeconds(20).toNanos();
        List<Integer> desired = new ArrayList<>();

        for (int seconds = 0; seconds <= 60; seconds += 15) {
            now = started + Duration.ofSeconds(seconds).toNanos();
            boolean isReady = now >= ready;
            Pod old = pod("old", 1000, true, started - Duration.ofHours(1).toNanos());
            Pod fresh = new Pod(
                    "fresh",
                    Pod.Phase.RUNNING,
                    false,
                    OptionalLong.of(started),
                    new Pod.Readiness(isReady, isReady ? ready : started),
                    OptionalLong.of(1000));
            // a JIT compiler's second core
            Map<String, Sample> samples = Map.of("old", sample(600), "fresh", sample(2000));
            desired.add(autoscaler
                    .reconcile(2, List.of(old, fresh), Map.of(CPU_60, samples))
                    .desired());
        }

        // at 30 s it is ready and the sample is not yet from one whole window since
        assertThat(desired).containsExactly(2, 2, 2, 5, 5);
    }

    @Test
    void afterTheInitializationPeriodAPodThatIsUnreadyForAWhileStillCounts() {
        Pod hiccup = pod("hiccup", 1000, false, hourAgo());
        Pod neverReady = new Pod(
                "never",
                Pod.Phase.RUNNING,
                false,
                OptionalLong.of(hourAgo()),
                new Pod.Readiness(false, hourAgo()),
                OptionalLong.of(1000));
        Map<String, Sample> samples = Map.of("hiccup", sample(300), "never", sample(900));

        Decision decision =
                autoscaler(1, 20, behavior(0, 0)).reconcile(2, List.of(hiccup, neverReady), Map.of(CPU_60, samples));

        assertThat(decision.proposals()).containsExactly(new Proposal.Replicas(1, 30, 300));
    }

    @Test
    void aTerminatingPodLeavesTheSumAtOnceWhateverItStillServes() {
        Pod leaving = new Pod(
                "leaving",
                Pod.Phase.RUNNING,
                true,
                OptionalLong.of(hourAgo()),
                new Pod.Readiness(true, hourAgo()),
                OptionalLong.of(1000));
        Pod staying = pod("staying", 1000, true, hourAgo());
        Map<String, Sample> samples = Map.of("leaving", sample(3000), "staying", sample(600));

        Decision decision =
                autoscaler(1, 20, behavior(0, 0)).reconcile(1, List.of(leaving, staying), Map.of(CPU_60, samples));

        assertThat(decision.desired()).isEqualTo(1);
        assertThat(decision.proposals()).containsExactly(new Proposal.Replicas(1, 60, 600));
    }

    @Test
    void theMetricThatWantsMostCounts() {
        MetricTarget requests = new MetricTarget.PodsAverage("requests", 100_000);
        AutoscalerSpec spec = new AutoscalerSpec(1, 20, List.of(CPU_60, requests), behavior(0, 0));

        Decision decision = new Autoscaler(spec, ControllerOptions.DEFAULTS, () -> now)
                .reconcile(2, served(2), Map.of(CPU_60, samples(2, 300), requests, samples(2, 250_000)));

        assertThat(decision.desired()).isEqualTo(5);
        assertThat(decision.proposals())
                .containsExactly(new Proposal.Replicas(1, 30, 300), new Proposal.Replicas(5, 250_000, 250_000));
    }

    @Test
    void aFallOfLoadIsAnsweredOnlyWhenAWholeWindowWasLow() {
        Autoscaler autoscaler = autoscaler(1, 20, new Behavior(ScalingRules.UP, ScalingRules.DOWN));
        autoscaler.reconcile(8, served(8), cpu(8, 600));
        int steps = 0;
        int replicas = 8;

        while (replicas == 8) {
            now += Duration.ofSeconds(15).toNanos();
            replicas = autoscaler.reconcile(8, served(8), cpu(8, 150)).desired();
            steps++;
        }

        assertThat(replicas).isEqualTo(2);
        assertThat(steps).isEqualTo(20); // 300 s
    }

    @Test
    void aDisabledDirectionNeverMoves() {
        Behavior noDown = new Behavior(ScalingRules.UP, behavior(0, 0).down().withSelect(ScalingRules.Select.DISABLED));

        Decision decision = autoscaler(1, 20, noDown).reconcile(8, served(8), cpu(8, 100));

        assertThat(decision.desired()).isEqualTo(8);
        assertThat(decision.limit()).isEqualTo(Decision.Limit.DOWN_RATE);
    }

    @Test
    void aPolicyCountsWhatCameAndWentWithinItsPeriod() {
        ScalingRules onePerFiveSeconds =
                ScalingRules.UP.withPolicies(List.of(ScalingPolicy.pods(1, Duration.ofSeconds(5))));
        Autoscaler autoscaler = autoscaler(2, 12, new Behavior(onePerFiveSeconds, ScalingRules.DOWN));
        List<Integer> replicas = new ArrayList<>(List.of(2));

        for (int i = 0; i < 8; i++) {
            int current = replicas.getLast();
            replicas.add(autoscaler
                    .reconcile(current, served(current), cpu(current, 3000))
                    .desired());
            now += Duration.ofSeconds(2).toNanos();
        }

        // asked every 2 s, a pod every 5 s: after 0, 6 and 12 seconds
        assertThat(replicas).containsExactly(2, 3, 3, 3, 4, 4, 4, 5, 5);
    }

    @Test
    void outOfBoundsGoesStraightToTheBoundPastMetricsAndBehavior() {
        Autoscaler slow = autoscaler(
                3,
                5,
                new Behavior(
                        ScalingRules.UP.withPolicies(List.of(ScalingPolicy.pods(1, Duration.ofMinutes(10)))),
                        ScalingRules.DOWN.withSelect(ScalingRules.Select.DISABLED)));

        assertThat(slow.reconcile(20, List.of(), Map.of()))
                .isEqualTo(Decision.withoutMetrics(20, 5, Decision.Basis.ABOVE_MAXIMUM, List.of()));
        assertThat(slow.reconcile(1, List.of(), Map.of()))
                .isEqualTo(Decision.withoutMetrics(1, 3, Decision.Basis.BELOW_MINIMUM, List.of()));
        assertThat(slow.reconcile(0, List.of(), Map.of()).basis()).isEqualTo(Decision.Basis.SWITCHED_OFF);
    }

    @Test
    void oneFactorShortensEveryTimeAndChangesNoDecision() {
        for (int history = 0; history < 50; history++) {
            long seed = SEED + history;
            assertThat(history(seed, new TimeScale(60)))
                    .as("-Dwatertight.seed=%d", seed)
                    .isEqualTo(history(seed, TimeScale.REAL));
        }
    }

    @Test
    void whateverIsMeasuredTheNumberStaysWithinBoundsAndGoesNoFurtherThanWasProposed() {
        for (int history = 0; history < 50; history++) {
            long seed = SEED + history;
            for (Decision decision : history(seed, TimeScale.REAL)) {
                assertThat(decision.desired()).as("-Dwatertight.seed=%d", seed).isBetween(1, 12);
                assertThat(decision.desired() - decision.current())
                        .as("-Dwatertight.seed=%d: %s", seed, decision)
                        .isBetween(
                                Math.min(0, decision.recommended() - decision.current()),
                                Math.max(0, Math.max(decision.stabilized(), 1) - decision.current()));
            }
        }
    }

    @Test
    void whatIsRememberedDoesNotGrowForEver() {
        Recommendations log = new Recommendations();
        ScaleEvents events = new ScaleEvents();

        for (int i = 0; i < 10_000; i++) {
            now += Duration.ofSeconds(15).toNanos();
            log.stabilize(5, i % 7, 0, Duration.ofMinutes(5).toNanos(), now);
            events.add(1, Duration.ofMinutes(1).toNanos(), now);
        }

        assertThat(log.replicas()).hasSize(21);
        assertThat(events.changes()).hasSize(5);
    }

    /** A day of a made-up cluster: one decision per sync period, carried out at once. */
    private List<Decision> history(long seed, TimeScale scale) {
        RandomGenerator random = new SplittableRandom(seed);
        List<ScalingRules.Select> selects = List.of(ScalingRules.Select.values());
        Behavior behavior = random.nextBoolean()
                ? null
                : new Behavior(
                        ScalingRules.UP
                                .withPolicies(List.of(
                                        ScalingPolicy.pods(1 + random.nextInt(3), Duration.ofSeconds(60)),
                                        ScalingPolicy.percent(50, Duration.ofSeconds(30))))
                                .withStabilization(Duration.ofSeconds(random.nextInt(120)))
                                .withSelect(selects.get(random.nextInt(selects.size()))),
                        ScalingRules.DOWN.withPolicies(
                                List.of(ScalingPolicy.pods(1 + random.nextInt(3), Duration.ofSeconds(60)))));
        AutoscalerSpec spec = new AutoscalerSpec(1, 12, List.of(CPU_60), behavior).scaled(scale);
        ControllerOptions options = ControllerOptions.DEFAULTS.scaled(scale);
        now = Duration.ofHours(1).toNanos();
        Autoscaler autoscaler = new Autoscaler(spec, options, () -> now);
        List<Decision> decisions = new ArrayList<>();
        int replicas = 3;
        for (int i = 0; i < 200; i++) {
            now += options.syncPeriod().toNanos();
            long used = random.nextInt(2000);
            List<Pod> pods = served(replicas);
            if (random.nextInt(10) == 0) {
                pods.set(
                        0,
                        pod(
                                "p0",
                                1000,
                                false,
                                now - scale.shorten(Duration.ofSeconds(40)).toNanos()));
            }
            Decision decision = autoscaler.reconcile(replicas, pods, cpu(replicas - random.nextInt(2), used));
            decisions.add(decision);
            replicas = decision.desired();
        }
        return decisions;
    }

    private Autoscaler autoscaler(int min, int max, @Nullable Behavior behavior) {
        AutoscalerSpec spec = new AutoscalerSpec(min, max, List.of(CPU_60), behavior);
        return new Autoscaler(spec, ControllerOptions.DEFAULTS, () -> now, new Recommendations());
    }

    /** A behavior whose windows are so many seconds, and which is otherwise the default. */
    private static Behavior behavior(long upSeconds, long downSeconds) {
        return new Behavior(
                ScalingRules.UP.withStabilization(Duration.ofSeconds(upSeconds)),
                ScalingRules.DOWN.withStabilization(Duration.ofSeconds(downSeconds)));
    }

    private List<Pod> served(int count) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(pod("p" + i, 1000, true, hourAgo()));
        }
        return pods;
    }

    private Map<MetricTarget, Map<String, Sample>> cpu(int count, long usedMilli) {
        return Map.of(CPU_60, samples(count, usedMilli));
    }

    private Map<String, Sample> samples(int count, long value) {
        Map<String, Sample> samples = new HashMap<>();
        for (int i = 0; i < count; i++) {
            samples.put("p" + i, sample(value));
        }
        return samples;
    }

    private Sample sample(long value) {
        return new Sample(value, now, WINDOW.toNanos());
    }

    private Pod pod(String name, long requestMilli, boolean ready, long started) {
        return new Pod(
                name,
                Pod.Phase.RUNNING,
                false,
                OptionalLong.of(started),
                new Pod.Readiness(ready, ready ? started : now),
                OptionalLong.of(requestMilli));
    }

    private long hourAgo() {
        return now - Duration.ofHours(1).toNanos();
    }
}
