package io.watertight.gateway.telemetry;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watertight.gateway.admission.PolicyLimiter;
import io.watertight.gateway.config.PolicyConfig;
import io.watertight.ratelimit.Ledger;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One policy as a scrape sees it. The books on its buckets are read once for each scrape, so that what was created, what expired and what is live are
 * numbers of one instant: else they would not add up while requests come, and nobody could tell that from a leak.
 */
final class PolicyView {

    private static final double NANOS_PER_SECOND = SECONDS.toNanos(1);

    private final String policy;
    private final PolicyLimiter limiter;
    private volatile Ledger ledger;
    private volatile @Nullable PolicyConfig config;

    PolicyView(String policy, PolicyLimiter limiter) {
        this.policy = policy;
        this.limiter = limiter;
        this.ledger = limiter.limiter().ledger();
    }

    /** To be called before each scrape. */
    void refresh() {
        ledger = limiter.limiter().ledger();
    }

    /** Says what its quotas are from now on. */
    void configure(PolicyConfig next) {
        config = next;
    }

    void bindTo(MeterRegistry registry, ToDoubleFunction<PolicyConfig> timeToFullSeconds) {
        gauge(registry, "watertight.buckets.live", "Buckets held", view -> view.ledger.live());
        // a name that ends in "created" is reserved by OpenMetrics, and the registry would cut it off
        counter(registry, "watertight.buckets.creations", "Buckets created", Ledger::created);
        counter(registry, "watertight.buckets.expired", "Buckets that expired", Ledger::expired);
        counter(
                registry,
                "watertight.buckets.overflowed",
                "Decisions taken on a shared bucket because the cap was reached",
                Ledger::overflowed);
        decisions(registry, "admitted", PolicyLimiter::admitted);
        decisions(registry, "denied", PolicyLimiter::denied);
        decisions(registry, "undecided", PolicyLimiter::undecided);
        gauge(
                registry,
                "watertight.policy.time.to.full.seconds",
                "Longest time in which a bucket of this policy is full again, with this replica's share",
                view -> {
                    PolicyConfig now = view.config;
                    return now == null ? Double.NaN : timeToFullSeconds.applyAsDouble(now);
                });
        gauge(
                registry,
                "watertight.policy.cleanup.cadence.seconds",
                "Longest time that a full bucket may wait to be removed",
                view -> view.limiter.limiter().cleanupCadenceNanos() / NANOS_PER_SECOND);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<PolicyView> value) {
        Gauge.builder(name, this, value)
                .description(description)
                .tag("policy", policy)
                .strongReference(true)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<Ledger> value) {
        FunctionCounter.builder(name, this, view -> value.applyAsDouble(view.ledger))
                .description(description)
                .tag("policy", policy)
                .register(registry);
    }

    private void decisions(MeterRegistry registry, String decision, ToDoubleFunction<PolicyLimiter> value) {
        FunctionCounter.builder("watertight.limit.decisions", limiter, value)
                .description("Decisions of the limiter")
                .tag("policy", policy)
                .tag("decision", decision)
                .register(registry);
    }
}
