package io.watertight.grafana;

import static io.watertight.grafana.Panel.lines;

/** Whether the limiter does what it promises: buckets against their bound, the books, decisions, shares and the store. */
final class LimitsDashboard {

    private LimitsDashboard() {}

    static Dashboard create() {
        return Dashboard.of(
                "limits",
                "Watertight / Rate limiting and proof",
                "Whether the limiter does what it promises. Everything is by pod: a sum would hide the one that leaks.",
                proof(),
                decisions(),
                shares(),
                store());
    }

    private static Row proof() {
        return Row.of(
                "Proof",
                lines(
                                "Live buckets and their bound",
                                Unit.NUMBER,
                                "No pod may hold more buckets than it has admitted requests within the time that one may live. The bound is not drawn while it cannot be known: right after a share has changed, or where a bucket may live for more than a day.")
                        .of("watertight_buckets_live{@}", "live {{policy}} {{pod}}")
                        .of("watertight:buckets_bound{@}", "bound {{policy}} {{pod}}"),
                lines(
                                "Buckets that the books have lost",
                                Unit.NUMBER,
                                "created - expired - live, of one instant in each scrape. Always 0.")
                        .of("watertight:ledger_imbalance{@}", "{{policy}} {{pod}}"),
                lines(
                                "Buckets created and expired",
                                Unit.PER_SECOND,
                                "Over the time to full both are the same; expired stays behind for good only where the cleanup does.")
                        .of(
                                "rate(watertight_buckets_creations_total{@}[$__rate_interval])",
                                "created {{policy}} {{pod}}")
                        .of(
                                "rate(watertight_buckets_expired_total{@}[$__rate_interval])",
                                "expired {{policy}} {{pod}}"),
                lines(
                                "Decisions on shared buckets",
                                Unit.PER_SECOND,
                                "Above 0 limiter.maxBuckets is reached: new subjects share buckets, and some are denied that should not be.")
                        .of("rate(watertight_buckets_overflowed_total{@}[$__rate_interval])", "{{policy}} {{pod}}"),
                lines(
                                "How long a bucket may live",
                                Unit.SECONDS,
                                "The time to full of the policy's slowest quota and the cleanup cadence; the horizon adds room for the scrapes.")
                        .of("watertight_policy_time_to_full_seconds{@}", "time to full {{policy}} {{pod}}")
                        .of("watertight_policy_cleanup_cadence_seconds{@}", "cleanup {{policy}} {{pod}}")
                        .of("watertight:policy_horizon_seconds{@}", "horizon {{policy}} {{pod}}"));
    }

    private static Row decisions() {
        return Row.of(
                "Decisions",
                lines("Decisions", Unit.PER_SECOND, "What the limiter said. undecided is 503: nobody could say.")
                        .of(
                                "rate(watertight_limit_decisions_total{@}[$__rate_interval])",
                                "{{decision}} {{policy}} {{pod}}"),
                lines(
                                "Denied",
                                Unit.PART,
                                "Part of a pod's decisions that were denials. Pods of one fleet that differ much get different subjects, or have different shares.")
                        .of("""
                                sum by (pod, policy) (rate(watertight_limit_decisions_total{@, decision="denied"}[$__rate_interval]))
                                / sum by (pod, policy) (rate(watertight_limit_decisions_total{@}[$__rate_interval]))
                                """, "{{policy}} {{pod}}"),
                lines("Mode in force", Unit.NUMBER, "1 for the mode that the pod limits by.")
                        .of("watertight_limiter_mode{@} == 1", "{{mode}} {{pod}}"));
    }

    private static Row shares() {
        return Row.of(
                "Share",
                lines(
                                "Members",
                                Unit.NUMBER,
                                "How many each pod divides the limits by. All have to say the same but for a moment after a change.")
                        .of("watertight_members{@}", "{{pod}}"),
                lines(
                                "Share",
                                Unit.PART,
                                "Each pod's part of every limit: 0 until it has claimed it, and from when it leaves.")
                        .of("watertight_share{@}", "{{pod}}"),
                lines(
                                "Frozen",
                                Unit.NUMBER,
                                "1 where the source of members does not answer and the number is older than a period.")
                        .of("watertight_members_frozen{@}", "{{pod}}"));
    }

    private static Row store() {
        return Row.of(
                "Store",
                lines(
                                "Calls to Redis, 99th percentile",
                                Unit.SECONDS,
                                "What requests waited for it, timeouts included, from the histogram of each pod.")
                        .of(
                                "histogram_quantile(0.99, sum by (pod, operation, le) (rate(watertight_limiter_store_seconds_bucket{@}[$__rate_interval])))",
                                "{{operation}} {{pod}}"),
                lines(
                                "Calls to Redis by result",
                                Unit.PER_SECOND,
                                "timeout, overloaded, disconnected and error are calls that the fallback decided.")
                        .of(
                                "sum by (pod, result) (rate(watertight_limiter_store_seconds_count{@}[$__rate_interval]))",
                                "{{result}} {{pod}}"),
                lines("Longest call to Redis", Unit.SECONDS, "The longest within about two minutes.")
                        .of("max by (pod) (watertight_limiter_store_seconds_max{@})", "{{pod}}"),
                lines(
                                "Fallback",
                                Unit.NUMBER,
                                "1 while Redis does not answer and limiter.redis.onOutage decides. One pod alone has a network of its own.")
                        .of("watertight_limiter_fallback{@}", "{{pod}}"),
                lines("Fallbacks so far", Unit.NUMBER, "How often Redis stopped answering within the shown time.")
                        .of("increase(watertight_limiter_fallbacks_total{@}[$__range])", "{{pod}}"));
    }
}
