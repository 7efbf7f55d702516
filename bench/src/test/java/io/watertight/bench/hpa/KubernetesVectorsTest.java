package io.watertight.bench.hpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.watertight.bench.hpa.VectorTable.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of Kubernetes' own unit tests; where each comes from is in their README. */
class KubernetesVectorsTest {
    static Stream<Vector> replicaCalculator() {
        return VectorTable.stream("replica-calculator.txt");
    }

    @ParameterizedTest
    @MethodSource("replicaCalculator")
    void theCalculatorProposesWhatTheOriginalDoes(Vector vector) {
        Scene scene = Scene.of(vector.words(6), vector.number(2));
        MetricTarget target = vector.text(1).equals("cpu")
                ? new MetricTarget.CpuUtilization(vector.number(4))
                : new MetricTarget.PodsAverage("qps", vector.number(4));
        ControllerOptions options = withTolerance(vector.text(5));

        Proposal proposal = new ReplicaCalculator(options)
                .propose(target, vector.number(3), scene.pods(), scene.samples(), Scene.NOW);

        if (vector.text(8).isEmpty()) {
            assertThat(proposal)
                    .asInstanceOf(type(Proposal.Unknown.class))
                    .extracting(Proposal.Unknown::why)
                    .asString()
                    .contains(vector.text(7));
        } else {
            assertThat(proposal).isEqualTo(new Proposal.Replicas(vector.number(7), vector.number(8), vector.number(9)));
        }
    }

    static Stream<Vector> groupPods() {
        return VectorTable.stream("group-pods.txt");
    }

    @ParameterizedTest
    @MethodSource("groupPods")
    void podsAreSortedAsTheOriginalDoes(Vector vector) {
        List<Pod> pods =
                vector.words(2).stream().map(KubernetesVectorsTest::pod).toList();
        Map<String, Sample> samples = new HashMap<>();
        vector.words(3).forEach(word -> putSample(samples, word));

        PodGroups groups = PodGroups.of(pods, samples, vector.text(1).equals("cpu"), Scene.OPTIONS, Scene.NOW);

        assertThat(groups)
                .isEqualTo(new PodGroups(vector.number(4), names(vector, 5), names(vector, 6), names(vector, 7)));
    }

    static Stream<Vector> usageRatio() {
        return VectorTable.stream("usage-ratio.txt");
    }

    @ParameterizedTest
    @MethodSource("usageRatio")
    void usageIsComparedWithTheTargetAsTheOriginalDoes(Vector vector) {
        Map<String, Long> usage = byPod(vector.words(1));

        Optional<UsageRatio> ratio = vector.text(2).isEmpty()
                ? Optional.of(UsageRatio.ofAverage(usage, vector.number(3)))
                : UsageRatio.ofRequests(
                        usage, vector.text(2).equals("none") ? Map.of() : byPod(vector.words(2)), vector.number(3));

        assertThat(ratio)
                .isEqualTo(
                        vector.text(4).isEmpty()
                                ? Optional.empty()
                                : Optional.of(new UsageRatio(
                                        Double.parseDouble(vector.text(4)), vector.number(5), vector.number(6))));
    }

    static Stream<Vector> reconcile() {
        return VectorTable.stream("reconcile.txt");
    }

    @ParameterizedTest
    @MethodSource("reconcile")
    void theWholeReconciliationComesToWhatTheOriginalDoes(Vector vector) {
        Scene scene = Scene.of(vector.words(5), 1);
        List<MetricTarget> metrics = new ArrayList<>();
        Map<MetricTarget, Map<String, Sample>> samples = new HashMap<>();
        for (String word : vector.words(4)) {
            MetricTarget metric = metric(word);
            metrics.add(metric);
            if (!word.equals("broken")) {
                samples.put(metric, scene.samples());
            }
        }
        Behavior behavior = vector.text(7).isEmpty()
                ? null
                : new Behavior(Rules.of(vector.words(7), ScalingRules.UP), ScalingRules.DOWN);
        AutoscalerSpec spec = new AutoscalerSpec(vector.number(1), vector.number(2), metrics, behavior);

        Decision decision = autoscaler(spec, vector).reconcile(vector.number(3), scene.pods(), samples);

        assertThat(decision.desired()).isEqualTo(vector.number(8));
        if (!vector.text(9).isEmpty()) {
            assertThat(decision.basis()).isEqualTo(Decision.Basis.METRICS);
            assertThat(decision.limit()).isEqualTo(Decision.Limit.valueOf(vector.text(9)));
        }
    }

    static Stream<Vector> oldLimits() {
        return VectorTable.stream("old-limits.txt");
    }

    @ParameterizedTest
    @MethodSource("oldLimits")
    void withoutABehaviorTheNumberIsLimitedAsTheOriginalDoes(Vector vector) {
        AutoscalerSpec spec = spec(vector.number(3), vector.number(4));

        Limited limited = RateLimits.limitWithoutBehavior(spec, vector.number(1), vector.number(2));

        assertThat(limited).isEqualTo(new Limited(vector.number(5), Decision.Limit.valueOf(vector.text(6))));
    }

    static Stream<Vector> scalingWithRules() {
        return VectorTable.stream("scaling-with-rules.txt");
    }

    @ParameterizedTest
    @MethodSource("scalingWithRules")
    void policiesLimitTheNumberAsTheOriginalDoes(Vector vector) {
        Behavior behavior =
                new Behavior(Rules.of(vector.words(5), ScalingRules.UP), Rules.of(vector.words(6), ScalingRules.DOWN));
        RateLimits limits = new RateLimits(Rules.events(vector.words(7)), Rules.events(vector.words(8)));

        Limited limited = limits.limit(
                spec(vector.number(3), vector.number(4)), behavior, vector.number(1), vector.number(2), Scene.NOW);

        assertThat(limited).isEqualTo(new Limited(vector.number(9), Decision.Limit.valueOf(vector.text(10))));
    }

    static Stream<Vector> stabilize() {
        return VectorTable.stream("stabilize.txt");
    }

    @ParameterizedTest
    @MethodSource("stabilize")
    void recommendationsAreStabilizedAsTheOriginalDoes(Vector vector) {
        Recommendations log = Rules.recommendations(vector.words(2));
        boolean old = vector.text(1).startsWith("old ");
        List<String> windows = List.of(vector.text(1).replace("old ", "").split("/", -1));
        long first = seconds(windows.getFirst());
        long last = seconds(windows.getLast());

        int stabilized = old
                ? log.highest(vector.number(4), first, Scene.NOW)
                : log.stabilize(vector.number(3), vector.number(4), first, last, Scene.NOW);

        assertThat(stabilized).isEqualTo(vector.number(5));
        if (vector.text(6).endsWith(" in all")) {
            assertThat(log.replicas()).hasSize(Integer.parseInt(vector.words(6).getFirst()));
        } else if (!vector.text(6).isEmpty()) {
            assertThat(log.replicas()).isEqualTo(numbers(vector.words(6)));
        }
    }

    static Stream<Vector> storeEvents() {
        return VectorTable.stream("store-events.txt");
    }

    @ParameterizedTest
    @MethodSource("storeEvents")
    void changesAreKeptAsTheOriginalDoes(Vector vector) {
        ScaleEvents events = Rules.events(vector.words(1));

        assertThat(events.within(seconds("60"), Scene.NOW)).isEqualTo(vector.number(3));
        if (!vector.text(2).isEmpty()) {
            ScalingRules rules = Rules.of(vector.words(2), ScalingRules.UP);
            events.add(5, rules.longestPeriodNanos(), Scene.NOW);
        }
        assertThat(events.changes()).isEqualTo(numbers(vector.words(4)));
    }

    static Stream<Vector> defaultRules() {
        return VectorTable.stream("default-rules.txt");
    }

    @ParameterizedTest
    @MethodSource("defaultRules")
    void whatIsNotSaidIsTheDefault(Vector vector) {
        List<String> given = vector.words(2);
        ScalingRules rules = vector.text(1).equals("up") ? ScalingRules.UP : ScalingRules.DOWN;
        List<ScalingPolicy> policies = new ArrayList<>();
        Rules.addPolicy(policies, ScalingPolicy.Unit.PODS, given.get(0));
        Rules.addPolicy(policies, ScalingPolicy.Unit.PERCENT, given.get(1));
        rules = policies.isEmpty() ? rules : rules.withPolicies(policies);
        rules = given.get(2).equals("-") ? rules : rules.withStabilization(Duration.ofNanos(seconds(given.get(2))));
        rules = given.get(3).equals("-") ? rules : rules.withSelect(ScalingRules.Select.valueOf(given.get(3)));

        assertThat(rules.policies().stream().map(KubernetesVectorsTest::written))
                .containsExactlyElementsOf(vector.words(3));
        assertThat(rules.stabilization())
                .isEqualTo(
                        vector.text(4).equals("-")
                                ? Optional.empty()
                                : Optional.of(Duration.ofNanos(seconds(vector.text(4)))));
        assertThat(rules.select()).isEqualTo(ScalingRules.Select.valueOf(vector.text(5)));
    }

    @ParameterizedTest
    @CsvSource({
        "replica-calculator, 56",
        "group-pods, 14",
        "usage-ratio, 5",
        "reconcile, 56",
        "old-limits, 5",
        "scaling-with-rules, 44",
        "stabilize, 16",
        "store-events, 8",
        "default-rules, 10"
    })
    void everyTableIsWholeAndTheReadmeCountsIt(String table, int vectors) {
        assertThat(VectorTable.read(table + ".txt").vectors()).hasSize(vectors);
        assertThat(VectorTable.text("README.md").lines())
                .anyMatch(line -> line.startsWith("| " + table + ".txt |") && line.endsWith("| " + vectors + " |"));
    }

    private static ControllerOptions withTolerance(String written) {
        if (written.isEmpty()) {
            return Scene.OPTIONS;
        }
        int slash = written.indexOf('/');
        return new ControllerOptions(
                Scene.OPTIONS.syncPeriod(),
                Scene.OPTIONS.downscaleStabilization(),
                Scene.OPTIONS.initializationPeriod(),
                Scene.OPTIONS.initialReadinessDelay(),
                new Tolerance(
                        Double.parseDouble(written.substring(0, slash)),
                        Double.parseDouble(written.substring(slash + 1))));
    }

    private static Autoscaler autoscaler(AutoscalerSpec spec, Vector vector) {
        return switch (vector.text(6)) {
            case "" -> new Autoscaler(spec, Scene.OPTIONS, () -> Scene.NOW);
            case "none" -> new Autoscaler(spec, Scene.OPTIONS, () -> Scene.NOW, new Recommendations());
            default -> new Autoscaler(spec, Scene.OPTIONS, () -> Scene.NOW, Rules.recommendations(vector.words(6)));
        };
    }

    private static AutoscalerSpec spec(int min, int max) {
        return new AutoscalerSpec(min, max, List.of(new MetricTarget.CpuUtilization(80)), null);
    }

    private static MetricTarget metric(String word) {
        String value = word.substring(word.indexOf('=') + 1);
        return switch (word.charAt(0)) {
            case 'c' -> new MetricTarget.CpuUtilization(Integer.parseInt(value));
            case 'p' -> new MetricTarget.PodsAverage("qps", Long.parseLong(value));
            default -> new MetricTarget.PodsAverage("broken", 1);
        };
    }

    private static Pod pod(String word) {
        OptionalLong started = OptionalLong.empty();
        Pod.@Nullable Readiness readiness = null;
        List<String> parts = List.of(word.split(",", -1));
        for (String part : parts) {
            String value = part.substring(part.indexOf('=') + 1);
            if (part.startsWith("start=")) {
                started = OptionalLong.of(Scene.ago(Long.parseLong(value)));
            } else if (part.contains("ready=")) {
                readiness = new Pod.Readiness(part.startsWith("ready"), Scene.ago(Long.parseLong(value)));
            }
        }
        Pod.Phase phase = Pod.Phase.valueOf(parts.get(1).toUpperCase(Locale.ROOT));
        return new Pod(parts.getFirst(), phase, parts.contains("deleting"), started, readiness, OptionalLong.empty());
    }

    private static void putSample(Map<String, Sample> samples, String word) {
        int at = word.indexOf('@');
        int slash = word.indexOf('/');
        String taken = word.substring(at + 1, slash);
        samples.put(
                word.substring(0, at),
                new Sample(
                        1,
                        taken.equals("ever") ? Scene.EVER : Scene.ago(Long.parseLong(taken)),
                        seconds(word.substring(slash + 1))));
    }

    private static Map<String, Long> byPod(List<String> words) {
        Map<String, Long> byPod = new HashMap<>();
        for (String word : words) {
            byPod.put(word.substring(0, 1), Long.parseLong(word.substring(2)));
        }
        return byPod;
    }

    private static Set<String> names(Vector vector, int column) {
        return new HashSet<>(vector.words(column));
    }

    private static List<Integer> numbers(List<String> words) {
        return words.stream().map(Integer::valueOf).toList();
    }

    private static long seconds(String written) {
        return Duration.ofSeconds(Long.parseLong(written)).toNanos();
    }

    private static String written(ScalingPolicy policy) {
        String unit = policy.unit() == ScalingPolicy.Unit.PERCENT ? "%/" : "/";
        return policy.value() + unit + policy.period().toSeconds();
    }
}
