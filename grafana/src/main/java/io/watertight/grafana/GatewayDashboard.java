package io.watertight.grafana;

import static io.watertight.grafana.Panel.heatmap;
import static io.watertight.grafana.Panel.lines;

/** What clients get: traffic, latency, authentication, upstreams. */
final class GatewayDashboard {

    private GatewayDashboard() {}

    static Dashboard create() {
        return Dashboard.of(
                "gateway",
                "Watertight / Gateway",
                "What clients get: traffic, latency, authentication and upstreams, by pod.",
                traffic(),
                latency(),
                authentication(),
                upstreams(),
                eventLoops());
    }

    private static Row traffic() {
        return Row.of(
                "Traffic",
                lines(
                                "Requests by outcome",
                                Unit.REQUESTS_PER_SECOND,
                                "How requests ended. proxied is the upstream's answer, whatever its status; limited is 429; unauthenticated 401.")
                        .of(
                                "sum by (outcome) (rate(watertight_request_seconds_count{@}[$__rate_interval]))",
                                "{{outcome}}"),
                lines(
                                "Requests by pod",
                                Unit.REQUESTS_PER_SECOND,
                                "Connections stay with the pod they were made to, so pods that are new get little at first.")
                        .of("sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))", "{{pod}}"),
                lines(
                                "Requests by route",
                                Unit.REQUESTS_PER_SECOND,
                                "By the route's configured path, never by what clients ask for; none is no route.")
                        .of(
                                "sum by (route) (rate(watertight_request_seconds_count{@}[$__rate_interval]))",
                                "{{route}}"),
                lines(
                                "Failures by pod",
                                Unit.PART,
                                "Part of a pod's requests that ended with 502, 503, 504 or a cut answer. Above 5 % it alerts.")
                        .of("""
                                (sum by (pod) (rate(watertight_request_seconds_count{@, outcome=~"undecided|upstream_failed|upstream_timeout|overloaded|response_cut_short"}[$__rate_interval]))
                                  or 0 * sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval])))
                                / sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))
                                """, "{{pod}}"),
                lines("Limited by pod", Unit.PART, "Part of a pod's requests that were answered with 429.")
                        .of("""
                                (sum by (pod) (rate(watertight_request_seconds_count{@, outcome="limited"}[$__rate_interval]))
                                  or 0 * sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval])))
                                / sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))
                                """, "{{pod}}"));
    }

    private static Row latency() {
        return Row.of(
                "Latency",
                quantile("0.5", "50th"),
                quantile("0.95", "95th"),
                quantile("0.99", "99th"),
                lines(
                                "Refusals by pod, 99th percentile",
                                Unit.SECONDS,
                                "Requests that the gateway answered itself: what it costs to refuse.")
                        .of(
                                "histogram_quantile(0.99, sum by (pod, le) (rate(watertight_request_seconds_bucket{@, outcome=~\"limited|unauthenticated\"}[$__rate_interval])))",
                                "{{pod}}"),
                lines(
                                "Mean time that the gateway adds",
                                Unit.SECONDS,
                                "Mean of the proxied requests less the mean of what the upstreams took for them.")
                        .of("""
                                sum by (pod) (rate(watertight_request_seconds_sum{@, outcome="proxied"}[$__rate_interval]))
                                / sum by (pod) (rate(watertight_request_seconds_count{@, outcome="proxied"}[$__rate_interval]))
                                - sum by (pod) (rate(watertight_upstream_seconds_sum{@, result="ok"}[$__rate_interval]))
                                / sum by (pod) (rate(watertight_upstream_seconds_count{@, result="ok"}[$__rate_interval]))
                                """, "{{pod}}"),
                heatmap(
                                "Proxied requests",
                                Unit.SECONDS,
                                "How the durations are spread, over the chosen pods. Choose one pod to see it alone.")
                        .of(
                                "sum by (le) (increase(watertight_request_seconds_bucket{@, outcome=\"proxied\"}[$__rate_interval]))",
                                "{{le}}"));
    }

    private static Panel quantile(String quantile, String ordinal) {
        return lines(
                        "Proxied requests by pod, " + ordinal + " percentile",
                        Unit.SECONDS,
                        "From a request's head to the end of its answer, upstream included, from the histogram of each pod.")
                .of(
                        "histogram_quantile(" + quantile
                                + ", sum by (pod, le) (rate(watertight_request_seconds_bucket{@, outcome=\"proxied\"}[$__rate_interval])))",
                        "{{pod}}");
    }

    private static Row authentication() {
        return Row.of(
                "Authentication",
                lines(
                                "Tokens not accepted, by reason",
                                Unit.PER_SECOND,
                                "Why. unknown_key and bad_signature after a key's rotation say that somebody still uses the old one.")
                        .of("sum by (reason) (rate(watertight_jwt_rejected_total{@}[$__rate_interval]))", "{{reason}}"),
                lines(
                                "Tokens not accepted, by pod",
                                Unit.PER_SECOND,
                                "One pod alone that refuses tokens has not got the keys that the others have.")
                        .of("sum by (pod) (rate(watertight_jwt_rejected_total{@}[$__rate_interval]))", "{{pod}}"));
    }

    private static Row upstreams() {
        return Row.of(
                "Upstreams",
                lines(
                                "Answers by upstream and pod, 95th percentile",
                                Unit.SECONDS,
                                "From getting a connection to the end of the upstream's answer.")
                        .of(
                                "histogram_quantile(0.95, sum by (pod, upstream, le) (rate(watertight_upstream_seconds_bucket{@, result=\"ok\"}[$__rate_interval])))",
                                "{{upstream}} {{pod}}"),
                lines(
                                "Failures of upstreams",
                                Unit.PER_SECOND,
                                "connect: no connection. closed, protocol: no whole and valid answer. timeout: none in time. unavailable: no endpoint, or all connections in use.")
                        .of(
                                "sum by (pod, upstream, result) (rate(watertight_upstream_seconds_count{@, result!=\"ok\"}[$__rate_interval]))",
                                "{{upstream}} {{result}} {{pod}}"),
                lines(
                                "Connections to upstreams",
                                Unit.NUMBER,
                                "Open ones, and those of them that wait in a pool. Open without idle means that every request in flight has its own.")
                        .of(
                                "sum by (pod, upstream, state) (watertight_upstream_connections{@})",
                                "{{upstream}} {{state}} {{pod}}"));
    }

    private static Row eventLoops() {
        return Row.of(
                "Event loops",
                lines(
                                "Mean delay",
                                Unit.SECONDS,
                                "How late the loops' ticks are: what every request waits for in addition. It grows before the CPU is used up.")
                        .of(
                                "rate(watertight_event_loop_delay_seconds_sum{@}[$__rate_interval]) / rate(watertight_event_loop_delay_seconds_count{@}[$__rate_interval])",
                                "{{pod}}"),
                lines(
                                "Longest delay",
                                Unit.SECONDS,
                                "The longest within about two minutes, a pause of the JVM included.")
                        .of("watertight_event_loop_delay_seconds_max{@}", "{{pod}}"));
    }
}
