package io.watertight.grafana;

import static io.watertight.grafana.Panel.lines;
import static io.watertight.grafana.Panel.numbers;

/** A run of the bench, as the gateways under test tell of it. The generator's own view is in the run's report. */
final class BenchDashboard {

    private BenchDashboard() {}

    static Dashboard create() {
        return Dashboard.of(
                "bench",
                "Watertight / Bench run",
                "A run as the gateways under test tell of it; set the time to that of the run. What the generator saw, and the verdict, are in the run's report.",
                information(),
                account(),
                underLoad(),
                memory());
    }

    private static Row information() {
        return Row.of(
                "Run",
                numbers("Replicas", Unit.NUMBER, "That are scraped now.").of("count(watertight_share{@})", "replicas"),
                numbers("Mode", Unit.NUMBER, "How they hold the limit together.")
                        .of("count by (mode) (watertight_limiter_mode{@} == 1)", "{{mode}}"),
                numbers("Java", Unit.NUMBER, "What they run on.")
                        .of("count by (version) (jvm_info{@})", "{{version}}"));
    }

    private static Row account() {
        return Row.of(
                "Account of each replica, over the shown time",
                numbers("Requests", Unit.NUMBER, "Finished, whatever their outcome.")
                        .of("sum by (pod) (increase(watertight_request_seconds_count{@}[$__range]))", "{{pod}}"),
                numbers("Admitted and denied", Unit.NUMBER, "Decisions of the limiter.")
                        .of(
                                "sum by (pod, decision) (increase(watertight_limit_decisions_total{@, decision=~\"admitted|denied\"}[$__range]))",
                                "{{decision}} {{pod}}"),
                numbers(
                                "Buckets created",
                                Unit.NUMBER,
                                "As many as subjects were seen, and more where some came back after theirs had expired.")
                        .of("sum by (pod) (watertight_buckets_creations_total{@})", "{{pod}}"),
                numbers("Buckets expired", Unit.NUMBER, "All that were created, once a run has drained.")
                        .of("sum by (pod) (watertight_buckets_expired_total{@})", "{{pod}}"),
                numbers("Live buckets at the peak", Unit.NUMBER, "The most that a scrape has seen.")
                        .of("max by (pod) (max_over_time(watertight_buckets_live{@}[$__range]))", "{{pod}}"),
                numbers("Buckets left", Unit.NUMBER, "0 after the run has drained, or it leaks.")
                        .of("sum by (pod) (watertight_buckets_live{@})", "{{pod}}"));
    }

    private static Row underLoad() {
        return Row.of(
                "Under load",
                lines("Requests", Unit.REQUESTS_PER_SECOND, "By replica and outcome.")
                        .of(
                                "sum by (pod, outcome) (rate(watertight_request_seconds_count{@}[$__rate_interval]))",
                                "{{outcome}} {{pod}}"),
                lines("Decisions", Unit.PER_SECOND, "By replica.")
                        .of(
                                "sum by (pod, decision) (rate(watertight_limit_decisions_total{@}[$__rate_interval]))",
                                "{{decision}} {{pod}}"),
                lines("Live buckets and their bound", Unit.NUMBER, "By replica: live never exceeds the bound.")
                        .of("watertight_buckets_live{@}", "live {{policy}} {{pod}}")
                        .of("watertight:buckets_bound{@}", "bound {{policy}} {{pod}}"),
                lines(
                                "99th percentile",
                                Unit.SECONDS,
                                "As the gateway sees it, from the head on. The generator's counts from when a request was due, and is never less.")
                        .of(
                                "histogram_quantile(0.99, sum by (pod, le) (rate(watertight_request_seconds_bucket{@, outcome=\"proxied\"}[$__rate_interval])))",
                                "{{pod}}"),
                lines("CPU for a request", Unit.SECONDS, "CPU time of the process by its requests.")
                        .of("""
                                sum by (pod) (rate(process_cpu_time_ns_total{@}[$__rate_interval])) / 1e9
                                / sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))
                                """, "{{pod}}"),
                lines("Members", Unit.NUMBER, "How many each replica divides the limits by.")
                        .of("watertight_members{@}", "{{pod}}"));
    }

    private static Row memory() {
        return Row.of(
                "What grows",
                lines("Live set after a collection", Unit.BYTES, "By replica; flat once the population is steady.")
                        .of("jvm_gc_live_data_size_bytes{@}", "{{pod}}"),
                lines("Direct memory", Unit.BYTES, "By replica; flat.")
                        .of("jvm_buffer_memory_used_bytes{@, id=\"direct\"}", "{{pod}}"),
                lines("Threads and files", Unit.NUMBER, "By replica; flat.")
                        .of("jvm_threads_live_threads{@}", "threads {{pod}}")
                        .of("process_files_open_files{@}", "files {{pod}}"));
    }
}
