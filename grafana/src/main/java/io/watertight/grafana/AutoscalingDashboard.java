package io.watertight.grafana;

import static io.watertight.grafana.Panel.lines;

/** The fleet's size and why it is that: autoscaler, rollout, endpoints, CPU and memory against requests and limits. */
final class AutoscalingDashboard {

    private static final String HPA = "{namespace=~\"$namespace\", horizontalpodautoscaler=~\".*watertight.*\"}";
    private static final String DEPLOYMENT =
            "{namespace=~\"$namespace\", deployment=~\".*watertight.*\", deployment!~\".*-(echo|valkey)\"}";

    private AutoscalingDashboard() {}

    static Dashboard create() {
        return Dashboard.of(
                "autoscaling",
                "Watertight / Autoscaling",
                "The fleet's size and why it is that. From kube-state-metrics and cAdvisor, by the chart's names.",
                scaling(),
                availability(),
                resources(),
                spread());
    }

    private static Row scaling() {
        return Row.of(
                "Scaling",
                lines("Replicas", Unit.NUMBER, "What the autoscaler wants, what there is, and its bounds.")
                        .of(
                                "kube_horizontalpodautoscaler_status_desired_replicas" + HPA,
                                "desired {{horizontalpodautoscaler}}")
                        .of(
                                "kube_horizontalpodautoscaler_status_current_replicas" + HPA,
                                "current {{horizontalpodautoscaler}}")
                        .of(
                                "kube_horizontalpodautoscaler_spec_min_replicas" + HPA,
                                "minimum {{horizontalpodautoscaler}}")
                        .of(
                                "kube_horizontalpodautoscaler_spec_max_replicas" + HPA,
                                "maximum {{horizontalpodautoscaler}}"),
                lines(
                                "CPU of what is asked for",
                                Unit.PART,
                                "The pods' use by their requests, as the autoscaler calculates it. A ratio of sums: pods alone are below.")
                        .of("watertight:workload_cpu:ratio_of_request{namespace=~\"$namespace\"}", "{{workload}}"),
                lines(
                                "The autoscaler's conditions",
                                Unit.NUMBER,
                                "ScalingActive 0: it gets no metrics. AbleToScale 0: it cannot change the Deployment. ScalingLimited 1: it wants past a bound.")
                        .of(
                                "kube_horizontalpodautoscaler_status_condition{namespace=~\"$namespace\", horizontalpodautoscaler=~\".*watertight.*\", status=\"true\"}",
                                "{{condition}} {{horizontalpodautoscaler}}"));
    }

    private static Row availability() {
        return Row.of(
                "Availability",
                lines("Deployment", Unit.NUMBER, "Asked for, of the newest version, and available.")
                        .of("kube_deployment_spec_replicas" + DEPLOYMENT, "asked for {{deployment}}")
                        .of("kube_deployment_status_replicas_updated" + DEPLOYMENT, "updated {{deployment}}")
                        .of("kube_deployment_status_replicas_available" + DEPLOYMENT, "available {{deployment}}"),
                lines("Endpoints", Unit.NUMBER, "Pods that the Service sends to.")
                        .of("watertight:endpoints_ready:count{namespace=~\"$namespace\"}", "{{service}}"),
                lines("Ready", Unit.NUMBER, "1 for each pod that is ready.")
                        .of("kube_pod_container_status_ready{@, container=\"gateway\"}", "{{pod}}"),
                lines("Restarts", Unit.NUMBER, "Of each pod's container within the shown time.")
                        .of(
                                "increase(kube_pod_container_status_restarts_total{@, container=\"gateway\"}[$__range])",
                                "{{pod}}"),
                lines(
                                "Disruptions allowed",
                                Unit.NUMBER,
                                "How many pods a drain may take at once; at 0 it waits. Healthy below desired means that none may go.")
                        .of(
                                "kube_poddisruptionbudget_status_pod_disruptions_allowed{namespace=~\"$namespace\", poddisruptionbudget=~\".*watertight.*\"}",
                                "allowed {{poddisruptionbudget}}")
                        .of(
                                "kube_poddisruptionbudget_status_current_healthy{namespace=~\"$namespace\", poddisruptionbudget=~\".*watertight.*\"}",
                                "healthy {{poddisruptionbudget}}")
                        .of(
                                "kube_poddisruptionbudget_status_desired_healthy{namespace=~\"$namespace\", poddisruptionbudget=~\".*watertight.*\"}",
                                "desired {{poddisruptionbudget}}"),
                lines(
                                "Members, as the gateways count them",
                                Unit.NUMBER,
                                "Follows the replicas within a membership period.")
                        .of("watertight_members{@}", "{{pod}}"));
    }

    private static Row resources() {
        return Row.of(
                "Resources",
                lines("CPU of the limit", Unit.PART, "By pod. Near 1 the container is throttled.")
                        .of("watertight:pod_cpu:ratio_of_limit{@}", "{{pod}}"),
                lines(
                                "Throttled",
                                Unit.PART,
                                "Part of the scheduler's periods in which a pod had used up its CPU and had to wait: latency comes from here.")
                        .of("""
                                rate(container_cpu_cfs_throttled_periods_total{@, container="gateway"}[$__rate_interval])
                                / rate(container_cpu_cfs_periods_total{@, container="gateway"}[$__rate_interval])
                                """, "{{pod}}"),
                lines("Memory of the limit", Unit.PART, "By pod, the working set. At 1 it is killed.")
                        .of("watertight:pod_memory:ratio_of_limit{@}", "{{pod}}"),
                lines("Memory", Unit.BYTES, "By pod, the working set.")
                        .of("container_memory_working_set_bytes{@, container=\"gateway\"}", "{{pod}}"),
                lines("CPU", Unit.NUMBER, "By pod, cores.")
                        .of(
                                "rate(container_cpu_usage_seconds_total{@, container=\"gateway\"}[$__rate_interval])",
                                "{{pod}}"));
    }

    private static Row spread() {
        return Row.of(
                "Spread",
                lines(
                                "Requests by pod",
                                Unit.REQUESTS_PER_SECOND,
                                "How evenly the load is spread. Connections stay where they are, so new pods relieve the old ones only slowly.")
                        .of("sum by (pod) (rate(watertight_request_seconds_count{@}[$__rate_interval]))", "{{pod}}"),
                lines("Pods by node", Unit.NUMBER, "How many would go with a node.")
                        .of("count by (node) (kube_pod_info{@})", "{{node}}"),
                lines("Nodes", Unit.NUMBER, "Of the cluster.").of("count(kube_node_info)", "nodes"));
    }
}
