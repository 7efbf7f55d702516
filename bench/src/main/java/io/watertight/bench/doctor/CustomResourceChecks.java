package io.watertight.bench.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.watertight.bench.kubernetes.ClusterConnection;
import io.watertight.bench.kubernetes.ClusterException;
import io.watertight.bench.kubernetes.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which kinds that the chart can make are known to the cluster, and what the release has of them. Stateless. */
final class CustomResourceChecks {

    private record Kind(String name, String groupVersion, String resource, String from) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("ServiceMonitor", "/apis/monitoring.coreos.com/v1", "servicemonitors", "Prometheus operator"),
            new Kind("PodMonitor", "/apis/monitoring.coreos.com/v1", "podmonitors", "Prometheus operator"),
            new Kind("PrometheusRule", "/apis/monitoring.coreos.com/v1", "prometheusrules", "Prometheus operator"),
            new Kind("ScaledObject", "/apis/keda.sh/v1alpha1", "scaledobjects", "KEDA"),
            new Kind("TestRun", "/apis/k6.io/v1alpha1", "testruns", "k6-operator"),
            new Kind("HTTPRoute", "/apis/gateway.networking.k8s.io/v1", "httproutes", "Gateway API"));

    private CustomResourceChecks() {}

    static List<Check> all(ClusterConnection cluster, Release release) throws IOException, InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (Kind kind : KINDS) {
            checks.add(check(cluster, release, kind));
        }
        return checks;
    }

    private static Check check(ClusterConnection cluster, Release release, Kind kind)
            throws IOException, InterruptedException {
        if (!isServed(cluster, kind)) {
            return Check.note(
                    kind.name(), "not known to this cluster: leave it off in the values, or install " + kind.from());
        }
        try {
            int objects = cluster.get(
                            release.list(kind.groupVersion(), kind.resource()) + Release.selecting(release.labels()))
                    .path("items")
                    .size();
            return Check.ok(kind.name(), objects == 0 ? "known, and not used" : objects + " of this release");
        } catch (ClusterException e) {
            return Check.note(kind.name(), "known; which ones the release has cannot be seen: answers " + e.status());
        }
    }

    private static boolean isServed(ClusterConnection cluster, Kind kind) throws IOException, InterruptedException {
        Optional<JsonNode> served = cluster.find(kind.groupVersion());
        if (served.isPresent()) {
            for (JsonNode resource : served.get().path("resources")) {
                if (resource.path("name").asText().equals(kind.resource())) {
                    return true;
                }
            }
        }
        return false;
    }
}
