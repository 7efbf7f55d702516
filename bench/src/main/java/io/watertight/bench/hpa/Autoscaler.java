package io.watertight.bench.hpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * One HorizontalPodAutoscaler: decides how many replicas there should be, and remembers what it needs for the next time.
 * Nothing is started or ended here; the caller carries a decision out, and asks again after the sync period. Not
 * thread-safe.
 *
 * <p>Source: horizontal.go, {@code reconcileAutoscaler}.
 */
public final class Autoscaler {
    private final AutoscalerSpec spec;
    private final ControllerOptions options;
    private final LongSupplier clock;
    private final ReplicaCalculator calculator;
    private final Recommendations recommendations;
    private final ScaleEvents added = new ScaleEvents();
    private final ScaleEvents removed = new ScaleEvents();
    private final RateLimits rates = new RateLimits(added, removed);
    private boolean begun;

    /**
     * An autoscaler without a past.
     *
     * @param spec what it is to do
     * @param options what the cluster sets
     * @param clock nanoseconds from any fixed instant, never going back; pods and samples are dated by the same one
     */
    public Autoscaler(AutoscalerSpec spec, ControllerOptions options, LongSupplier clock) {
        this(spec, options, clock, new Recommendations(), false);
    }

    /** An autoscaler with a past, or with one that is known to be empty. */
    Autoscaler(AutoscalerSpec spec, ControllerOptions options, LongSupplier clock, Recommendations recommendations) {
        this(spec, options, clock, recommendations, true);
    }

    private Autoscaler(
            AutoscalerSpec spec,
            ControllerOptions options,
            LongSupplier clock,
            Recommendations recommendations,
            boolean begun) {
        this.spec = spec;
        this.options = options;
        this.clock = clock;
        this.recommendations = recommendations;
        this.begun = begun;
        calculator = new ReplicaCalculator(options);
    }

    /**
     * Decides.
     *
     * @param replicas as many as were asked for last, at least 0
     * @param pods all there are, those included that are starting or ending
     * @param samples by metric and pod; a metric that is not here could not be read
     * @return a decision, which counts as carried out
     */
    public Decision reconcile(int replicas, List<Pod> pods, Map<MetricTarget, Map<String, Sample>> samples) {
        long now = clock.getAsLong();
        if (!begun) {
            begun = true;
            // or the first look would take away at once what was there before it
            recommendations.add(replicas, now);
        }
        Decision decision = decide(replicas, pods, samples, now);
        remember(decision, now);
        return decision;
    }

    private Decision decide(int replicas, List<Pod> pods, Map<MetricTarget, Map<String, Sample>> samples, long now) {
        if (replicas == 0 && spec.minReplicas() != 0) {
            return Decision.withoutMetrics(0, 0, Decision.Basis.SWITCHED_OFF, List.of());
        }
        if (replicas > spec.maxReplicas()) {
            return Decision.withoutMetrics(replicas, spec.maxReplicas(), Decision.Basis.ABOVE_MAXIMUM, List.of());
        }
        if (replicas < spec.minReplicas()) {
            return Decision.withoutMetrics(replicas, spec.minReplicas(), Decision.Basis.BELOW_MINIMUM, List.of());
        }
        List<Proposal> proposals = new ArrayList<>();
        for (MetricTarget target : spec.metrics()) {
            proposals.add(calculator.propose(target, replicas, pods, samples.getOrDefault(target, Map.of()), now));
        }
        OptionalInt recommended = largest(proposals, replicas);
        if (recommended.isEmpty()) {
            return Decision.withoutMetrics(replicas, replicas, Decision.Basis.METRICS_UNKNOWN, proposals);
        }
        return normalize(replicas, recommended.getAsInt(), proposals, now);
    }

    /** The largest proposal; none if there is none, or if it would go down although not every metric was heard. */
    private static OptionalInt largest(List<Proposal> proposals, int replicas) {
        boolean unknown = proposals.stream().anyMatch(Proposal.Unknown.class::isInstance);
        OptionalInt largest = proposals.stream()
                .filter(Proposal.Replicas.class::isInstance)
                .mapToInt(proposal -> ((Proposal.Replicas) proposal).replicas())
                .max();
        return unknown && largest.orElse(0) < replicas ? OptionalInt.empty() : largest;
    }

    private Decision normalize(int replicas, int recommended, List<Proposal> proposals, long now) {
        Behavior behavior = spec.behavior();
        long controllersWindow = options.downscaleStabilization().toNanos();
        int stabilized;
        Limited limited;
        if (behavior == null) {
            stabilized = recommendations.highest(recommended, controllersWindow, now);
            limited = RateLimits.limitWithoutBehavior(spec, replicas, stabilized);
        } else {
            stabilized = recommendations.stabilize(
                    replicas,
                    recommended,
                    behavior.up().stabilization().orElse(Duration.ZERO).toNanos(),
                    behavior.down().stabilization().map(Duration::toNanos).orElse(controllersWindow),
                    now);
            limited = rates.limit(spec, behavior, replicas, stabilized, now);
        }
        return new Decision(
                replicas, limited.replicas(), Decision.Basis.METRICS, recommended, stabilized, limited.by(), proposals);
    }

    private void remember(Decision decision, long now) {
        Behavior behavior = spec.behavior();
        int change = decision.desired() - decision.current();
        if (behavior == null || change == 0) {
            return;
        }
        if (change > 0) {
            added.add(change, behavior.up().longestPeriodNanos(), now);
        } else {
            removed.add(-change, behavior.down().longestPeriodNanos(), now);
        }
    }
}
